using System.Text;

namespace ProtocolGateway.Acceptance;

/// <summary>The eMIP half; OCPI's is beside it. Nothing of it is owed to anybody, and the gateway goes on.</summary>
internal sealed class Bad_input_is_answered_in_the_senders_own_codes : TwoWayJourney
{
    private static readonly EmipRecord Good = new() { ServiceSessionId = "S-bad" };

    private static IEnumerable<string> Files => Documents.List("emip", "bad_*.xml");

    protected override GatewaySettings Settings() => base.Settings()
        .Emip("platform", "FR*GWP", GatewaySettings.Nowhere + "/", ("CPO", "FR*GWC"), ("EMSP", "FR*GWM"));

    [TearDown]
    public async Task It_is_alive_and_owes_nothing()
    {
        Assert.That((await Gateway.Partners.GetAsync("/health/ready")).IsSuccessStatusCode);
        Assert.That(await Gateway.Operators.DeliveriesBesideImportsAsync(), Is.Empty);
    }

    [Test]
    public void The_documents_are_there() => Assert.That(Files.Count(), Is.EqualTo(15));

    [TestCaseSource(nameof(Files))]
    public async Task A_malformed_or_hostile_document(string file)
    {
        var contentType = file.Contains("soap11", StringComparison.Ordinal) ? "text/xml; charset=utf-8" : EmipCpoClient.ContentType;
        var answer = await Emip.SendAsync(Documents.Read(file), contentType);
        Assert.That(answer.HttpStatus, Is.EqualTo(400).Or.EqualTo(413), answer.ToString());
        AssertFault(answer, file switch
        {
            _ when file.Contains("soap11", StringComparison.Ordinal) => "VersionMismatch",
            _ when file.Contains("mustunderstand", StringComparison.Ordinal) => "MustUnderstand",
            _ => "Sender",
        });
    }

    // GetServiceAuthorisation, of which bad_02 lacks the userId, is no operation of this version; that is what is named.
    [TestCase("emip/bad_02_missing_mandatory_element.xml", "userId")]
    [TestCase("emip/bad_03_bad_date.xml", "startTime")]
    public async Task The_fault_names_the_element(string file, string element)
    {
        var answer = await Emip.SendAsync(Documents.Read(file));
        AssertSender(answer);
        Assert.That(answer.Message!.FaultReason, Does.Contain(element));
    }

    private static IEnumerable<TestCaseData> Records()
    {
        TestCaseData Case(string name, EmipRecord record, string named) => new TestCaseData(record.Request(), named).SetArgDisplayNames(name);
        yield return Case("no serviceSessionId", Good with { ServiceSessionId = null }, "serviceSessionId");
        yield return Case("no EVSEId", Good with { EvseId = null }, "EVSEId");
        yield return Case("no userId", Good with { UserId = null }, "userId");
        yield return Case("no startTime", Good with { StartTime = null }, "startTime");
        yield return Case("no endTime", Good with { EndTime = null }, "endTime");
        yield return Case("no partnerId", Good with { PartnerId = null }, "partnerId");
        yield return Case("an empty userId", Good with { UserId = "" }, "userId");
        yield return Case("two different userIds", Good with { More = "<userId>04FFFFFFFFFFFF</userId>" }, "userId");
        yield return Case("two different endTimes", Good with { More = "<endTime>2024-06-12T11:00:00Z</endTime>" }, "endTime");
        yield return Case("the 30th of February", Good with { StartTime = "2024-02-30T08:00:00Z" }, "startTime");
        yield return Case("a date in words", Good with { EndTime = "tomorrow" }, "endTime");
        yield return Case("negative energy", Good with { Energy = "-18250" }, "");
        yield return Case("energy in words", Good with { Energy = "much" }, "");
        yield return Case("the end before the start", Good with { EndTime = "2024-06-12T07:00:00Z" }, "");
        yield return Case("an unknown nature", Good with { Nature = "9" }, "CDRNature");
        yield return Case("an unknown partner", Good with { PartnerId = "FR*999" }, "");
        yield return Case("a party that the partner does not speak for", Good with { OperatorId = "FR*GWC", ExecPartnerOperatorId = "FR*GWC" }, "");
        yield return Case("another's record", Good with { ExecPartnerOperatorId = "FR*GWC" }, "");
    }

    [TestCaseSource(nameof(Records))]
    public async Task A_record_that_is_wrong_in_itself(string request, string named)
    {
        var answer = await Emip.SendAsync(request);
        AssertSender(answer);
        Assert.That(answer.Message!.FaultReason, Does.Contain(named));
    }

    [TestCase("")]
    [TestCase("hello")]
    [TestCase("{\"id\": 1}")]
    [TestCase("<a/>")]
    public async Task What_is_no_envelope(string body) => AssertSender(await Emip.SendAsync(body));

    [Test]
    public async Task Ten_megabytes()
    {
        var request = Good with { More = $"<comment>{new string('x', 10 * 1024 * 1024)}</comment>" };
        var answer = await Emip.SendAsync(request.Request());
        Assert.That(answer.HttpStatus, Is.EqualTo(413).Or.EqualTo(400), answer.ToString());
        AssertFault(answer, "Sender");
    }

    [Test]
    public async Task Bytes_that_are_no_text() => AssertSender(await Emip.SendAsync(new byte[] { 0, 0xff, 0xfe, 1, 2, 3 }));

    [Test]
    public async Task A_processing_instruction_or_a_body_in_another_encoding_does_no_harm()
    {
        var utf16 = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("<a/>")).ToArray();
        Harmless.Check((await Emip.SendAsync(utf16)).Body);
    }

    [TestCase("eMIP_ToIOP_GetAuthenticationDataRequest")]
    [TestCase("eMIP_ToIOP_NobodyKnowsRequest")]
    public async Task An_operation_that_is_not_offered(string operation) =>
        AssertSender(await Emip.SendAsync(EmipEnvelope.Request(operation, EmipMessage.Authorisation, "<partnerId>FR*798</partnerId>")));

    private static void AssertSender(EmipAnswer answer)
    {
        Assert.That(answer.HttpStatus, Is.EqualTo(400), answer.ToString());
        AssertFault(answer, "Sender");
    }

    private static void AssertFault(EmipAnswer answer, string code)
    {
        Assert.That(answer.Message?.FaultCode, Is.EqualTo(code), answer.ToString());
        Assert.That(answer.Message!.FaultReason, Is.Not.Null.And.Not.Empty);
        Harmless.Check(answer.Body);
    }
}
