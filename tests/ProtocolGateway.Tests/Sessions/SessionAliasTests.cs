using ProtocolGateway.Sessions;
using ProtocolGateway.Tests.Steps;

namespace ProtocolGateway.Tests.Sessions;

public sealed class SessionAliasTests
{
    [TestCase("S-1", "S-1")]
    [TestCase("with blank and ~", "with blank and ~")]
    [TestCase("123456789012345678901234567890123456", "123456789012345678901234567890123456")]
    public void An_id_of_at_most_36_printable_characters_is_told_as_it_is(string id, string told) =>
        Assert.That(SessionAlias.ForOcpi(Some.Party("FR107"), id), Is.EqualTo(told));

    // Made by Python's uuid.uuid5(UUID("5b0f6c1e-6f0a-4d0e-9d0c-2c8e0b7a4f31"), "FR107|" + id).
    [TestCase("1234567890123456789012345678901234567", "04825764-3e52-59e9-873b-9ff3b7368da7")]
    [TestCase("line\nbreak", "2ce97bee-3a3b-51f5-bd29-bb2f5d58409d")]
    [TestCase("é", "1adc8368-227c-5504-936b-505ced9dc75d")]
    public void Another_id_is_told_under_a_name_made_from_it(string id, string told) =>
        Assert.That(SessionAlias.ForOcpi(Some.Party("fr107"), id), Is.EqualTo(told));

    [Test]
    public void A_session_that_was_never_authorised_through_us_has_a_name_made_from_owner_and_id() =>
        Assert.That(SessionAlias.ForService(Some.Party("DEABC"), "SES-9"), Is.EqualTo("40439a43-bce7-5efb-bdab-1db2f4a52ef5"));

    // RFC 9562, appendix A.4 (RFC 4122's own example): version 5 of www.example.com among the DNS names.
    [Test]
    public void A_made_name_is_version_5() =>
        Assert.That(
            SessionAlias.NameBased(new Guid("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "www.example.com"),
            Is.EqualTo("2ed6657d-e927-568b-95e1-2665a8aea6a2"));
}
