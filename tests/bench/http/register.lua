-- Registers one new user after the other. Argument: what their names begin with.
local prefix, count = "", 0
function init(args) prefix = args[1] end
function request()
    count = count + 1
    local body = string.format('{"username":"%s-%d","password":"correct horse battery"}', prefix, count)
    return wrk.format("POST", nil, {["Content-Type"] = "application/json"}, body)
end
