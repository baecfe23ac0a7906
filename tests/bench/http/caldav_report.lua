-- The same REPORT over and over. Arguments: the credentials in base64, the body.
function init(args)
    wrk.method = "REPORT"
    wrk.headers["Content-Type"] = "application/xml; charset=utf-8"
    wrk.headers["Depth"] = "1"
    wrk.headers["Authorization"] = "Basic " .. args[1]
    wrk.body = args[2]
end
