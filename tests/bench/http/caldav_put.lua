-- New objects, in turn in the calendars whose paths are given. Arguments: the credentials in base64, a word for the names, paths.
local paths, count, headers, word = {}, 0, {}, ""
function init(args)
    headers = {["Content-Type"] = "text/calendar; charset=utf-8", ["Authorization"] = "Basic " .. args[1]}
    word = args[2]
    for i = 3, #args do
        paths[#paths + 1] = args[i]
    end
end
function request()
    count = count + 1
    local uid = word .. "-" .. count
    local body = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Hearth//bench//EN\r\nBEGIN:VEVENT\r\nUID:" .. uid ..
        "\r\nDTSTAMP:20261101T120000Z\r\nDTSTART:20261210T190000Z\r\nDTEND:20261210T210000Z\r\nSUMMARY:Dinner " .. count ..
        "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    return wrk.format("PUT", paths[count % #paths + 1] .. uid .. ".ics", headers, body)
end
