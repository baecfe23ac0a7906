-- The same user over and over. Argument: the name.
function init(args)
    wrk.method = "POST"
    wrk.headers["Content-Type"] = "application/json"
    wrk.body = string.format('{"username":"%s","password":"correct horse battery"}', args[1])
end
