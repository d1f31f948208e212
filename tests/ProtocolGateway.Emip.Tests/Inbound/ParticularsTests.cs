namespace ProtocolGateway.Emip.Tests.Inbound;

/// <summary>What ten thousand damaged messages found, and no mapping asks for.</summary>
internal sealed class ParticularsTests : EndpointTest
{
    private const string Record = "ToIOP_SetChargeDetailRecord_request";

    [TestCase("<EVSEIdType>eMI3</EVSEIdType>", "", "chargeDetailRecord/EVSEIdType: the element is missing")]
    [TestCase("<EVSEIdType>eMI3<", "<EVSEIdType>a kind of id of more than 32 characters<", "chargeDetailRecord/EVSEIdType: longer than 32 characters")]
    [TestCase("<meterUnit>Wh</meterUnit>", "<meterUnit>Wh</meterUnit><meterUnit>kWh</meterUnit>", "given twice, with different values")]
    [TestCase("<chargeDetailRecord>", "<chargeDetailRecord>7", "characters stand between the elements of chargeDetailRecord")]
    [TestCase("<CDRNature>", "<?go?><CDRNature>", "a processing instruction is not allowed in a SOAP message")]
    [TestCase("<CDRNature>", "&#xD800;<CDRNature>", "not well-formed XML: line 12, position 12")]
    [TestCase("</soap:Body>", "</soap:Body><soap:Body/>", "the envelope has more than one Body")]
    [TestCase("<soap:Header/>", "<soap:Header a='&#0;'/>", "not well-formed XML")]
    [TestCase("m:eMIP_ToIOP_SetChargeDetailRecordRequest>", "m:eMIP\u0301_X>", "no operation that is offered")]
    public async Task A_damaged_record_is_refused_with_the_place_and_the_fault(string whole, string damaged, string reason)
    {
        var text = Samples.Text(Record);
        Assert.That(text, Does.Contain(whole));
        var answer = await Endpoint.PostAsync(text.Replace(whole, damaged, StringComparison.Ordinal));
        Assert.That(answer.Status, Is.EqualTo(400), answer.Text);
        Assert.That(Soap.Fault(answer.Text).Code, Is.EqualTo("Sender"));
        Assert.That(Soap.Fault(answer.Text).Reason, Does.Contain(reason));
        Assert.That(Endpoint.Gateway.Facts, Is.Empty);
    }
}
