String log = new File(basedir, "build.log").text
assert log.contains("openapi.yaml: the client does not send the required parameter session in cookie")
