using System.Security.Cryptography;
using System.Text;
using ProtocolGateway.Protocols;
using ProtocolGateway.Testing;

namespace ProtocolGateway.Emip.Tests.Inbound;

internal sealed class RecognitionTests
{
    [Test]
    public async Task An_unknown_partner_is_refused()
    {
        await using var hosted = await Hosted.StartAsync(Partnership.Platform(("PartnerId", "FR*XYZ")));
        var answer = await hosted.PostAsync(Samples.Bytes("ToIOP_HeartBeat_request"));
        Assert.That((answer.Status, Soap.Fault(answer.Text)), Is.EqualTo((400, ("Sender", "partnerId: 'FR*GWP' is not known here"))));
        Assert.That(hosted.Gateway.Refusals.Single().Refusal.Kind, Is.EqualTo(RefusalKind.UnknownPartner));
    }

    [TestCase("FR*XYZ")]
    [TestCase("nobody")]
    public async Task An_operator_that_the_partner_does_not_speak_for_is_refused(string party)
    {
        await using var hosted = await Hosted.StartAsync(Partnership.Platform());
        var answer = await hosted.PostAsync(Samples.Text("ToIOP_HeartBeat_request").Replace("FR*GWC", party, StringComparison.Ordinal));
        Assert.That((answer.Status, Soap.Fault(answer.Text)), Is.EqualTo((400, ("Sender", $"operatorId: '{party}' is no party that 'FR*GWP' may speak for in HeartBeat"))));
        Assert.That(hosted.Gateway.Refusals.Single().Refusal.Kind, Is.EqualTo(RefusalKind.ForeignParty));
        Assert.That(hosted.Gateway.Refusals.Single().Heard.Partner!.Id, Is.EqualTo("platform"));
    }

    [Test]
    public async Task A_charge_detail_record_is_for_CPOs_to_send()
    {
        await using var hosted = await Hosted.StartAsync(Partnership.Platform());
        var answer = await hosted.PostAsync(Samples.Text("ToIOP_SetChargeDetailRecord_request").Replace("<operatorId>FR*GWC<", "<operatorId>FR*GWM<", StringComparison.Ordinal));
        Assert.That((answer.Status, Soap.Fault(answer.Text).Code), Is.EqualTo((400, "Sender")));
        Assert.That(hosted.Gateway.Refusals.Single().Refusal.Kind, Is.EqualTo(RefusalKind.ForeignParty));
    }

    [Test]
    public async Task What_is_for_hubs_to_send_is_refused_from_others()
    {
        await using var hosted = await Hosted.StartAsync(Partnership.Platform());
        var request = Samples.Text("FromIOP_SetChargeDetailRecord_request").Replace("FR*107", "FR*GWP", StringComparison.Ordinal);
        var answer = await hosted.PostAsync(request);
        Assert.That((answer.Status, Soap.Fault(answer.Text)), Is.EqualTo((400, ("Sender", "eMIP_FromIOP_SetChargeDetailRecordRequest is for hubs to send"))));
    }

    [TestCase("me:secret", 200)]
    [TestCase("me:wrong", 401)]
    [TestCase("you:secret", 401)]
    [TestCase(null, 401)]
    public async Task With_Basic_the_user_and_password_prove_the_partner(string? credentials, int status)
    {
        await using var hosted = await Hosted.StartAsync(Partnership.Platform(("Authentication", "Basic"), ("User", "me"), ("Password", "secret")));
        (string, string)[] headers = credentials is null ? [] : [("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)))];
        var answer = await hosted.PostAsync(Samples.Bytes("ToIOP_HeartBeat_request"), headers: headers);
        Assert.That(answer.Status, Is.EqualTo(status));
        Assert.That(hosted.Gateway.Signs, Has.Count.EqualTo(status == 200 ? 1 : 0));
        if (status == 200) return;
        Assert.That(answer.Headers.WwwAuthenticate.ToString(), Is.EqualTo("Basic realm=\"eMIP\""));
        Assert.That(Soap.Fault(answer.Text).Code, Is.EqualTo("Sender"));
        Assert.That(hosted.Gateway.Refusals.Single().Heard.Partner, Is.Null, "who proves nothing is nobody");
    }

    [Test]
    public async Task Without_a_certificate_nobody_is_who_must_show_one()
    {
        await using var hosted = await Hosted.StartAsync(Partnership.Platform(("Authentication", "ClientCertificate"), ("InboundCertificate", new string('A', 40))));
        var answer = await hosted.PostAsync(Samples.Bytes("ToIOP_HeartBeat_request"));
        Assert.That((answer.Status, Soap.Fault(answer.Text).Code), Is.EqualTo((400, "Sender")));
    }

    [TestCase("SHA1", 200)]
    [TestCase("SHA256", 200)]
    [TestCase("another", 400)]
    [TestCase("names", 400, Description = "Right names in a certificate that nobody vouches for prove nothing.")]
    public async Task A_certificate_proves_the_partner_by_its_thumbprint(string form, int status)
    {
        using var authority = new TestAuthority(at: FixedClock.Now);
        using var server = authority.Issue("CN=gateway");
        using var client = authority.Issue("CN=partner");
        (string, string?)[] expected = form switch
        {
            "SHA1" => [("InboundCertificate", client.Thumbprint)],
            "SHA256" => [("InboundCertificate:Thumbprint", client.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant())],
            "another" => [("InboundCertificate", server.Thumbprint)],
            _ => [("InboundCertificate:Issuer", client.Issuer), ("InboundCertificate:Subject", client.Subject)],
        };
        await using var hosted = await Hosted.StartAsync(server, client, Partnership.Platform([("Authentication", "ClientCertificate"), .. expected]));
        var answer = await hosted.PostAsync(Samples.Bytes("ToIOP_HeartBeat_request"));
        Assert.That(answer.Status, Is.EqualTo(status), answer.Text);
    }

    [TestCase("own", 1, 200)]
    [TestCase("own", 0, 400, Description = "It expired a moment ago.")]
    [TestCase("own", -30, 400, Description = "It begins in a moment.")]
    [TestCase("pinned", 0, 400, Description = "A thumbprint does not keep a certificate in force.")]
    [TestCase("another's", 1, 400)]
    public async Task A_certificate_proves_the_partner_while_it_is_in_force_and_vouched_for(string form, int days, int status)
    {
        // In force from a month before the authority's day on, until so many days after it, both less a second.
        var at = FixedClock.Now.AddSeconds(-1);
        using var authority = new TestAuthority(at: days < 0 ? at.AddDays(30).AddSeconds(2) : at);
        using var another = new TestAuthority(at: at);
        using var client = authority.Issue("CN=partner", days < 0 ? null : TimeSpan.FromDays(days));
        using var server = authority.Issue("CN=gateway");
        var vouches = TestAuthority.WritePem((form == "own" ? authority : another).Certificate, Path.GetTempFileName());
        (string, string?)[] expected = form == "pinned"
            ? [("InboundCertificate", client.Thumbprint)]
            : [("InboundCertificate:Issuer", client.Issuer), ("InboundCertificate:Subject", client.Subject), ("InboundCertificate:Authority", vouches)];
        await using var hosted = await Hosted.StartAsync(server, client, Partnership.Platform([("Authentication", "ClientCertificate"), .. expected]));
        File.Delete(vouches);
        var answer = await hosted.PostAsync(Samples.Bytes("ToIOP_HeartBeat_request"));
        Assert.That(answer.Status, Is.EqualTo(status), answer.Text);
    }

    [TestCase("127.0.0.1", 200)]
    [TestCase("127.0.0.0/8", 200)]
    [TestCase("192.0.2.0/24", 400)]
    [TestCase("192.0.2.7", 400)]
    public async Task Allowed_addresses_narrow_any_of_them(string addresses, int status)
    {
        await using var hosted = await Hosted.StartAsync(Partnership.Platform(("AllowedAddresses:0", addresses)));
        var answer = await hosted.PostAsync(Samples.Bytes("ToIOP_HeartBeat_request"));
        Assert.That(answer.Status, Is.EqualTo(status));
    }

    [Test]
    public async Task A_partner_id_need_not_be_a_partys()
    {
        await using var hosted = await Hosted.StartAsync(Partnership.Platform(("PartnerId", "G_Apps")));
        var answer = await hosted.PostAsync(Samples.Text("ToIOP_HeartBeat_request").Replace("FR*GWP", "g_apps", StringComparison.Ordinal));
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
    }
}
