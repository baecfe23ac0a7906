-- New events, in turn in the calendars "Room 1" to "Room N". Arguments: the token, N.
local rooms, count, headers = 1, 0, {}
function init(args)
    headers = {["Content-Type"] = "application/json", ["Authorization"] = "Bearer " .. args[1]}
    rooms = tonumber(args[2])
end
function request()
    count = count + 1
    local body = string.format('{"calendar_name":"Room %d","event_name":"Dinner %d","event_start":"2026-12-10T19:00:00Z",' ..
        '"event_end":"2026-12-10T21:00:00Z"}', count % rooms + 1, count)
    return wrk.format("POST", nil, headers, body)
end
