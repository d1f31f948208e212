namespace ProtocolGateway.Emip.Tests.Inbound;

internal sealed class HeartBeatTests : EndpointTest
{
    [Test]
    public async Task It_is_answered_as_the_sample_answer_says()
    {
        var answer = await Endpoint.PostAsync(Samples.Bytes("ToIOP_HeartBeat_request"));
        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(answer.ContentType!.ToString(), Is.EqualTo("application/soap+xml; charset=utf-8"));
        Assert.That(answer.Text, Does.StartWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>"));
        Assert.That(Soap.Outline(Soap.Body(answer.Text)), Is.EqualTo(Soap.Outline(Soap.Body(Samples.Text("ToIOP_HeartBeat_response")))));
        Assert.That(Soap.Faults(answer.Text), Is.Empty);
    }

    [Test]
    public async Task It_is_a_sign_of_life_and_nothing_more()
    {
        await Endpoint.PostAsync(Samples.Bytes("ToIOP_HeartBeat_request"));
        Assert.That(Endpoint.Gateway.Signs.Select(s => (s.Partner.Id, s.At)), Is.EqualTo(new[] { ("platform", FixedClock.Now) }));
        Assert.That(Endpoint.Gateway.Facts, Is.Empty);
        Assert.That(Endpoint.Gateway.Refusals, Is.Empty);
    }

    [Test]
    public async Task The_period_asked_for_is_the_partners_setting()
    {
        await using var other = await Hosted.StartAsync(Partnership.Platform(("HeartBeatPeriod", "42")));
        var answer = await other.PostAsync(Samples.Bytes("ToIOP_HeartBeat_request"));
        Assert.That(Soap.Body(answer.Text).Element("heartBeatPeriod")!.Value, Is.EqualTo("42"));
    }

    [Test]
    public async Task Children_in_the_roots_namespace_are_read_and_mirrored()
    {
        var answer = await Endpoint.PostAsync(Change.Qualified("ToIOP_HeartBeat_request", Soap.Platform));
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        Assert.That(Soap.Body(answer.Text).Elements().Select(e => e.Name), Is.EqualTo(new[]
        {
            Soap.Platform + "heartBeatPeriod", Soap.Platform + "currentTime", Soap.Platform + "transactionId", Soap.Platform + "requestStatus",
        }));
    }

    [TestCase("eMIP_ToIOP_HeartbeatRequest", TestName = "The_root_may_be_spelt_with_a_small_b")]
    public async Task The_root_may_be_an_alias(string alias)
    {
        var answer = await Endpoint.PostAsync(Samples.Text("ToIOP_HeartBeat_request").Replace("eMIP_ToIOP_HeartBeatRequest", alias, StringComparison.Ordinal));
        Assert.That(Soap.Body(answer.Text).Name, Is.EqualTo(Soap.Platform + "eMIP_ToIOP_HeartBeatResponse"));
    }

    [TestCase("application/soap+xml; charset=UTF-8; action=\"https://api-iop.gireve.com/services/eMIP_ToIOP_HeartBeatV1/\"")]
    [TestCase("application/soap+xml; charset=utf-8; action=\"https://elsewhere.example/\"")]
    [TestCase("application/soap+xml;charset=utf-8")]
    [TestCase("APPLICATION/SOAP+XML")]
    [TestCase("text/xml")]
    [TestCase("text/xml; charset=iso-8859-1")]
    [TestCase("application/xml")]
    public async Task Media_types_that_partners_send_are_read(string mediaType)
    {
        var answer = await Endpoint.PostAsync(Samples.Bytes("ToIOP_HeartBeat_request"), mediaType);
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
    }

    [TestCase("application/json")]
    [TestCase("text/plain")]
    [TestCase(null)]
    public async Task Other_media_types_are_refused_with_415(string? mediaType)
    {
        var answer = await Endpoint.PostAsync(Samples.Bytes("ToIOP_HeartBeat_request"), mediaType);
        Assert.That(answer.Status, Is.EqualTo(415));
        Assert.That(Soap.Fault(answer.Text).Code, Is.EqualTo("Sender"));
    }

    [TestCase("/")]
    [TestCase("/api/emip")]
    [TestCase("/api/emip/")]
    public async Task Every_known_path_is_heard(string path)
    {
        var answer = await Endpoint.PostAsync(Samples.Bytes("ToIOP_HeartBeat_request"), path: path);
        Assert.That(answer.Status, Is.EqualTo(200));
    }

    [Test]
    public async Task A_contradicting_content_encoding_changes_nothing()
    {
        var answer = await Endpoint.PostAsync(Samples.Bytes("ToIOP_HeartBeat_request"), headers: [("Content-Encoding", "gzip")]);
        Assert.That(answer.Status, Is.EqualTo(200));
    }

    [Test]
    public async Task A_request_without_a_transaction_gets_one()
    {
        var answer = await Endpoint.PostAsync(Samples.Text("ToIOP_HeartBeat_request").Replace("<transactionId>GW-T-20240612-000001</transactionId>", "", StringComparison.Ordinal));
        Assert.That(Soap.Faults(answer.Text), Is.Empty);
        Assert.That(Soap.Body(answer.Text).Element("transactionId")!.Value, Does.StartWith("GTW-"));
    }

    [TestCase("<soap:Header/>", "", TestName = "A_header_may_be_missing")]
    [TestCase("<soap:Header/>", "<soap:Header><x:a xmlns:x='urn:x'>1</x:a></soap:Header>", TestName = "Headers_that_need_not_be_understood_are_passed_over")]
    [TestCase("<soap:Header/>", "<soap:Header><x:a xmlns:x='urn:x' soap:mustUnderstand='1' soap:role='urn:another'>1</x:a></soap:Header>", TestName = "Headers_for_others_are_passed_over")]
    [TestCase("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "", TestName = "The_XML_declaration_may_be_missing")]
    [TestCase("<soap:Header/>", "<!-- a comment --><soap:Header/>", TestName = "Comments_are_passed_over")]
    [TestCase("<partnerIdType>eMI3</partnerIdType>", "<partnerIdType>eMI3</partnerIdType><later>1</later>", TestName = "Unknown_elements_are_passed_over")]
    [TestCase("<partnerId>FR*GWP</partnerId>", "<partnerId> fr-gwp </partnerId>", TestName = "Ids_are_compared_canonically_and_trimmed")]
    [TestCase("<partnerId>FR*GWP</partnerId>", "<partnerId>FR*GWP</partnerId><partnerId>FR*GWP</partnerId>", TestName = "Equal_duplicates_are_taken_once")]
    [TestCase("<partnerId>FR*GWP</partnerId>", "<partnerId/><partnerId>FR*GWP</partnerId>", TestName = "An_empty_element_is_absent")]
    public async Task Tolerated_forms_are_read(string written, string instead)
    {
        var answer = await Endpoint.PostAsync(Change.Text("ToIOP_HeartBeat_request", written, instead));
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        Assert.That(Soap.Faults(answer.Text), Is.Empty);
    }

    [Test]
    public async Task Any_order_will_do()
    {
        var answer = await Endpoint.PostAsync(Change.Reversed("ToIOP_HeartBeat_request"));
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
    }

    [TestCase("partnerIdType")]
    [TestCase("partnerId")]
    [TestCase("operatorIdType")]
    [TestCase("operatorId")]
    public async Task A_missing_element_is_named(string name)
    {
        var answer = await Endpoint.PostAsync(Change.Without("ToIOP_HeartBeat_request", name));
        Assert.That(answer.Status, Is.EqualTo(400));
        Assert.That(Soap.Fault(answer.Text), Is.EqualTo(("Sender", $"{name}: the element is missing")));
    }

    [Test]
    public async Task Differing_duplicates_are_refused()
    {
        var answer = await Endpoint.PostAsync(Samples.Text("ToIOP_HeartBeat_request").Replace("<operatorId>FR*GWC</operatorId>", "<operatorId>FR*GWC</operatorId><operatorId>FR*GWM</operatorId>", StringComparison.Ordinal));
        Assert.That(answer.Status, Is.EqualTo(400));
        Assert.That(Soap.Fault(answer.Text), Is.EqualTo(("Sender", "operatorId: given twice with different values, 'FR*GWC' and 'FR*GWM'")));
    }
}
