namespace ProtocolGateway.Emip.Tests;

/// <summary>The schemas against the samples: neither was made from the other.</summary>
internal sealed class SchemaTests
{
    private static IEnumerable<string> Good => Samples.Names("ToIOP_").Concat(Samples.Names("FromIOP_"));

    [TestCaseSource(nameof(Good))]
    public void A_good_sample_is_valid(string sample) => Assert.That(Soap.Faults(Samples.Text(sample)), Is.Empty);

    [TestCase("bad_03_bad_date")]
    [TestCase("wwcp_ToIOP_SetChargeDetailRecord_request")]
    public void What_the_writer_must_not_write_is_invalid(string sample) => Assert.That(Soap.Faults(Samples.Text(sample)), Is.Not.Empty);
}
