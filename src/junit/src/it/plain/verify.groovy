// What the runner wrote of the stranger's tests, read as its users do.
def suite = { name ->
    new groovy.xml.XmlParser().parse(new File(basedir, "target/surefire-reports/TEST-example.${name}.xml"))
}
def failed = { xml -> xml.testcase.findAll { it.failure || it.error } }

def good = suite('MyEndpointTest')
assert good.testcase.size() == 17 && failed(good).empty
assert good.testcase.every { !it.skipped }
assert good.testcase*.@name.any { it.contains('2.0001 (just above maximum 2) is rejected') }

def broken = failed(suite('MyBrokenEndpointTest'))
assert broken*.@name.every { it.contains('stream') } && broken.size() == 2
assert broken.every { it.failure.text().contains('stream.finished (MUST, provider) at stream') }
assert broken.every { it.failure.text().contains('reproduce: curl -sS -i -X POST http://127.0.0.1:') }

def traffic = failed(suite('MyTrafficTest'))
assert traffic*.@name == ['restAssuredAnsweredWrongly']
assert traffic[0].failure.text().contains('usage.total-is-sum (MUST, provider) at /usage/total_tokens')
assert new File(basedir, 'target/recordings').list().length == 3

['MyEndpointTest': 'conformant', 'MyBrokenEndpointTest': 'non-conformant'].each { name, verdict ->
    def reports = new File(basedir, "target/loupe/example.${name}")
    assert new File(reports, 'run.json').text.contains("\"verdict\":\"${verdict}\"")
    assert new File(reports, 'index.html').text.contains('<html')
}

return true
