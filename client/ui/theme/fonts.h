#pragma once

namespace hearth::client::ui {

/// Registers the Inter faces of the resources, once, before the first text is laid out. Returns how many
/// faces came in; none where Hearth was built without them, and the system's font is used instead.
int registerFonts();

}
