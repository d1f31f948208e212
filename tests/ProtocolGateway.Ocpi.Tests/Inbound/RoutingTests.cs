using ProtocolGateway.Ocpi.Tests.StandIns;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Tests.Inbound;

/// <summary>The routing headers on functional modules (Endpoint.md section 4).</summary>
public sealed class RoutingTests : EndpointTest
{
    [TestCase("FR", "GTW")]
    [TestCase("DE", "ABC")]
    [TestCase("de", "abc")]
    public async Task An_answer_goes_the_other_way_round(string country, string party)
    {
        var answer = await Endpoint.PostCdrAsync(Cdrs.Whole, OcpiUnderTest.CpoToken,
            ("OCPI-from-country-code", "FR"), ("OCPI-from-party-id", "798"), ("OCPI-to-country-code", country), ("OCPI-to-party-id", party));

        Assert.That(answer.Http, Is.EqualTo(201));
        Assert.That(
            (answer.Headers["OCPI-to-country-code"], answer.Headers["OCPI-to-party-id"], answer.Headers["OCPI-from-country-code"], answer.Headers["OCPI-from-party-id"]),
            Is.EqualTo(("FR", "798", country.ToUpperInvariant(), party.ToUpperInvariant())));
    }

    [Test]
    public async Task Between_direct_partners_they_may_be_missing()
    {
        var answer = await Endpoint.PostCdrAsync(Cdrs.Whole);

        Assert.That(answer.Http, Is.EqualTo(201));
        Assert.That(answer.Headers.Keys.Where(h => h.StartsWith("OCPI-", StringComparison.OrdinalIgnoreCase)), Is.Empty);
    }

    [Test]
    public async Task Nobody_speaks_in_another_party_s_name()
    {
        var answer = await Endpoint.PostCdrAsync(Cdrs.Whole, OcpiUnderTest.CpoToken, ("OCPI-from-country-code", "NL"), ("OCPI-from-party-id", "EVL"));

        Assert.That((answer.Http, answer.Code), Is.EqualTo((200, 2001)));
        Assert.That(answer.Message, Is.EqualTo("OCPI-from-party-id: NL*EVL is none of your parties"));
        Assert.That(Endpoint.Gateway.Accepted, Is.Empty);
        Assert.That(Endpoint.Gateway.Refused.Single().Refusal.Kind, Is.EqualTo(RefusalKind.ForeignParty));
        Assert.That(Endpoint.Gateway.Refused.Single().Answer, Is.EqualTo(answer.Text));
        Assert.That(Endpoint.Gateway.Refused.Single().Heard.Body.Length, Is.GreaterThan(0));
    }

    [Test]
    public async Task A_receiver_that_nobody_knows_is_4001()
    {
        var answer = await Endpoint.PostCdrAsync(Cdrs.Whole, OcpiUnderTest.CpoToken, ("OCPI-to-country-code", "NL"), ("OCPI-to-party-id", "EVL"));

        Assert.That((answer.Http, answer.Code), Is.EqualTo((200, 4001)));
        Assert.That(Endpoint.Gateway.Accepted, Is.Empty);
        Assert.That(Endpoint.Gateway.Refused, Has.Count.EqualTo(1));
    }

    [TestCase("OCPI-to-country-code", "DE", "OCPI-to-party-id: missing")]
    [TestCase("OCPI-from-party-id", "798", "OCPI-from-country-code: missing")]
    public async Task Half_a_party_is_a_fault(string header, string value, string message)
    {
        var answer = await Endpoint.PostCdrAsync(Cdrs.Whole, OcpiUnderTest.CpoToken, (header, value));

        Assert.That((answer.Http, answer.Code, answer.Message), Is.EqualTo((200, 2001, message)));
    }
}
