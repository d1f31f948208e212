namespace ProtocolGateway.Emip.Tests;

/// <summary>The schemas against the samples: neither was made from the other.</summary>
internal sealed class SchemaTests
{
    private static IEnumerable<string> Good => Samples.Names("ToIOP_").Concat(Samples.Names("FromIOP_"));

    [TestCaseSource(nameof(Good))]
    public void A_good_sample_is_valid(string sample) => Assert.That(Soap.Faults(Samples.Text(sample)), Is.Empty);

    [Test]
    public void A_bad_date_is_invalid() => Assert.That(Soap.Faults(Samples.Text("bad_03_bad_date")), Has.Count.EqualTo(1));

    /// <summary>What readers bear and writers must not write: the reason stands with each.</summary>
    [TestCase("wwcp_FromIOP_GetServiceAuthorisation_response", "The 'requestStatus' element is invalid", Description = "words behind the number")]
    [TestCase("wwcp_ToIOP_SetChargeDetailRecord_request", "has invalid child element 'execPartnerSessionId'", Description = "the CPO's elements twice")]
    [TestCase("wwcp_ToIOP_SetEVSESyntheticStatus_request", "has invalid child element 'transactionId' in namespace 'https://api-iop.gireve.com/schemas/EVCIDynamicV1/'", Description = "qualified children")]
    [TestCase("wwcp_ToIOP_SetEVSESyntheticStatus_response_needed", "has invalid child element 'transactionId' in namespace 'https://api-iop.gireve.com/schemas/EVCIDynamicV1/'", Description = "qualified children")]
    [TestCase("wwcp_ToIOP_SetServiceAuthorisation_request", "The 'authorisationValue' element is invalid", Description = "a word where a number belongs")]
    [TestCase("wwcp_ToIOP_SetSessionAction_request", "no schema declares", Description = "another root")]
    [TestCase("wwcp_ToIOP_SetSessionEventReport_request", "The 'sessionEventNature' element is invalid", Description = "words behind the number; the CPO's session id last")]
    public void A_deviating_sample_is_invalid(string sample, string why) => Assert.That(Soap.Faults(Samples.Text(sample)), Has.Some.Contains(why));

    /// <summary>What deviates in them no schema can see: a time without a zone is a time, and a negative status a number.</summary>
    [TestCase("wwcp_ToIOP_SetEVSEBusyStatus_request")]
    [TestCase("wwcp_FromIOP_SetServiceAuthorisation_response_parse_failure")]
    public void A_sample_that_deviates_in_meaning_only_is_valid(string sample) => Assert.That(Soap.Faults(Samples.Text(sample)), Is.Empty);

    [Test]
    public void Every_deviating_sample_is_listed()
    {
        var cases = typeof(SchemaTests).GetMethods().SelectMany(m => m.GetCustomAttributes(typeof(TestCaseAttribute), false)).Select(a => (string)((TestCaseAttribute)a).Arguments[0]!);
        Assert.That(Samples.Names("wwcp_"), Is.EquivalentTo(cases));
    }
}
