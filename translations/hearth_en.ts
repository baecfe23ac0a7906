<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>EventText</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReminderText</name>
    <message numerus="yes">
        <source>in %n day(s)</source>
        <translation>
            <numerusform>in %n day</numerusform>
            <numerusform>in %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n hour(s)</source>
        <translation>
            <numerusform>in %n hour</numerusform>
            <numerusform>in %n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n minute(s)</source>
        <translation>
            <numerusform>in %n minute</numerusform>
            <numerusform>in %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>began %n hour(s) ago</source>
        <translation>
            <numerusform>began %n hour ago</numerusform>
            <numerusform>began %n hours ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>began %n minute(s) ago</source>
        <translation>
            <numerusform>began %n minute ago</numerusform>
            <numerusform>began %n minutes ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RepeatText</name>
    <message numerus="yes">
        <source>Every %n second(s)</source>
        <translation>
            <numerusform>Every second</numerusform>
            <numerusform>Every %n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Every %n minute(s)</source>
        <translation>
            <numerusform>Every minute</numerusform>
            <numerusform>Every %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Every %n hour(s)</source>
        <translation>
            <numerusform>Every hour</numerusform>
            <numerusform>Every %n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Every %n day(s)</source>
        <translation>
            <numerusform>Every day</numerusform>
            <numerusform>Every %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Every %n week(s)</source>
        <translation>
            <numerusform>Every week</numerusform>
            <numerusform>Every %n weeks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Every %n month(s)</source>
        <translation>
            <numerusform>Every month</numerusform>
            <numerusform>Every %n months</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Every %n year(s)</source>
        <translation>
            <numerusform>Every year</numerusform>
            <numerusform>Every %n years</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n time(s)</source>
        <translation>
            <numerusform>%1, %n time</numerusform>
            <numerusform>%1, %n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::client::ReminderNotices</name>
    <message numerus="yes">
        <source>%n reminder(s)</source>
        <translation>
            <numerusform>%n reminder</numerusform>
            <numerusform>%n reminders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Again in %n minute(s)</source>
        <translation>
            <numerusform>Again in %n minute</numerusform>
            <numerusform>Again in %n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::client::ui::AgendaView</name>
    <message numerus="yes">
        <source>in %n days</source>
        <translation>
            <numerusform>in %n day</numerusform>
            <numerusform>in %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::client::ui::Badge</name>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::client::ui::CalendarView</name>
    <message numerus="yes">
        <source>%n events</source>
        <translation>
            <numerusform>%n event</numerusform>
            <numerusform>%n events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::client::ui::ConversationPanel</name>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::client::ui::EventEditor</name>
    <message numerus="yes">
        <source>The end is %n minute(s) before the start.</source>
        <translation>
            <numerusform>The end is %n minute before the start.</numerusform>
            <numerusform>The end is %n minutes before the start.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::client::ui::HabitsPage</name>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::client::ui::ImportDialog</name>
    <message numerus="yes">
        <source>Import %n event(s)</source>
        <translation>
            <numerusform>Import %n event</numerusform>
            <numerusform>Import %n events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) imported into “%1”</source>
        <translation>
            <numerusform>%n event imported into “%1”</numerusform>
            <numerusform>%n events imported into “%1”</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::client::ui::InviteMaker</name>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::client::ui::InvitesPage</name>
    <message numerus="yes">
        <source>for %n more</source>
        <translation>
            <numerusform>for %n more</numerusform>
            <numerusform>for %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::client::ui::MainWindow</name>
    <message numerus="yes">
        <source>%n change(s) have not been sent yet and would be lost.</source>
        <translation>
            <numerusform>%n change has not been sent yet and would be lost.</numerusform>
            <numerusform>%n changes have not been sent yet and would be lost.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::client::ui::PeopleField</name>
    <message numerus="yes">
        <source>%n going</source>
        <translation>
            <numerusform>%n going</numerusform>
            <numerusform>%n going</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n maybe</source>
        <translation>
            <numerusform>%n maybe</numerusform>
            <numerusform>%n maybe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n open</numerusform>
            <numerusform>%n open</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::client::ui::PollCard</name>
    <message numerus="yes">
        <source>%n yes</source>
        <translation>
            <numerusform>%n yes</numerusform>
            <numerusform>%n yes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n if need be</source>
        <translation>
            <numerusform>%n if need be</numerusform>
            <numerusform>%n if need be</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n no</source>
        <translation>
            <numerusform>%n no</numerusform>
            <numerusform>%n no</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::client::ui::ReminderCard</name>
    <message numerus="yes">
        <source>Again in %n minute(s)</source>
        <translation>
            <numerusform>Again in %n minute</numerusform>
            <numerusform>Again in %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::client::ui::ReminderField</name>
    <message numerus="yes">
        <source>%n day(s) before</source>
        <translation>
            <numerusform>%n day before</numerusform>
            <numerusform>%n days before</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) before</source>
        <translation>
            <numerusform>%n hour before</numerusform>
            <numerusform>%n hours before</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) before</source>
        <translation>
            <numerusform>%n minute before</numerusform>
            <numerusform>%n minutes before</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::client::ui::SegmentedControl</name>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::client::ui::SidePanel</name>
    <message numerus="yes">
        <source>News: %n new</source>
        <translation>
            <numerusform>News: %n new</numerusform>
            <numerusform>News: %n new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::client::ui::StatusBar</name>
    <message numerus="yes">
        <source>%n change(s) waiting</source>
        <translation>
            <numerusform>%n change waiting</numerusform>
            <numerusform>%n changes waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Next try in %n s</source>
        <translation>
            <numerusform>Next try in %n s</numerusform>
            <numerusform>Next try in %n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n online</source>
        <translation>
            <numerusform>%n online</numerusform>
            <numerusform>%n online</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::client::ui::WhoIsHere</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
</TS>
