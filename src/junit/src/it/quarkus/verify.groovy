// The test reports of the runner.
def suite = { name ->
    new groovy.xml.XmlParser().parse(new File(basedir, "target/surefire-reports/TEST-example.${name}.xml"))
}
def failed = { xml -> xml.testcase.findAll { it.failure || it.error } }

assert suite('TellerTest').testcase.size() == 1 && failed(suite('TellerTest')).empty
assert suite('SuiteTest').testcase.size() == 17 && failed(suite('SuiteTest')).empty

def broken = failed(suite('BrokenTellerTest'))
assert broken*.@name == ['returnsTheText']
assert broken[0].failure.text().contains('usage.total-is-sum (MUST, provider) at /usage/total_tokens')

return true
