using System.Xml.Linq;
using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Tests.Outbound;

/// <summary>An event of a session as an eMSP and a hub want to be told it.</summary>
internal sealed class SessionEventTests : SendingTest
{
    private const string Plain = """
        {https://api-iop.gireve.com/schemas/AuthorisationV1/}eMIP_FromIOP_SetSessionEventReportRequest
         transactionId = GTW-0b0f6c1e6f0a4d0e9d0c2c8e0b7a4f31
         partnerIdType = eMI3
         partnerId = FR*GTW
         operatorIdType = eMI3
         operatorId = FR*GWC
         targetOperatorIdType = eMI3
         targetOperatorId = FR*GWM
         serviceSessionId = S-1
         salePartnerSessionId = M-1
         sessionEvent
          sessionEventNature = 3
          sessionEventId = E-1
          sessionEventDateTime = 2024-06-12T08:00:00.500Z
        """;

    [SetUp]
    public void Answer() => Partner.Say(200, Samples.Text("FromIOP_SetSessionEventReport_response"));

    [Test]
    public async Task It_is_told_as_the_protocol_has_it() => Assert.That(Soap.Outline(await TellAsync(Role.EMSP)), Is.EqualTo(Plain.ReplaceLineEndings("\n")));

    [Test]
    public async Task It_stands_in_an_action_for_whom_looks_there()
    {
        var expected = Plain.ReplaceLineEndings("\n").Replace(
            """
             sessionEvent
              sessionEventNature = 3
              sessionEventId = E-1
              sessionEventDateTime = 2024-06-12T08:00:00.500Z
            """.ReplaceLineEndings("\n"),
            """
             sessionAction
              sessionEvent
               sessionEventNature = 3
               sessionEventId = E-1
               sessionEventDateTime = 2024-06-12T08:00:00.500Z
            """.ReplaceLineEndings("\n"),
            StringComparison.Ordinal);
        Assert.That(expected, Does.Contain("sessionAction"));
        Assert.That(Soap.Outline(await TellAsync(Role.EMSP, ("NestedSessionEvent", "true"))), Is.EqualTo(expected));
    }

    [Test]
    public async Task Its_root_is_spelled_as_a_hub_wants_it() => Assert.That(
        (await TellAsync(Role.HUB, ("RootSpelling:SetSessionEventReport", "SetSessionEventReportRequestRequest"))).Name,
        Is.EqualTo(Soap.Authorisation + "eMIP_ToIOP_SetSessionEventReportRequestRequest"));

    private async Task<XElement> TellAsync(Role role, params (string, string?)[] settings)
    {
        var name = role == Role.HUB ? "session-event-to-hub" : "session-event-from-hub";
        var message = new SessionUpdated
        {
            Session = new Session
            {
                Party = new PartyId("FR", "GWC"),
                Id = "S-1",
                CpoSessionId = "C-1",
                EmspSessionId = "M-1",
                Event = new SessionEvent { Type = SessionEventType.STARTED, Id = "E-1", At = new DateTimeOffset(2024, 6, 12, 8, 0, 0, 500, TimeSpan.Zero) },
            },
        };
        var outcome = await Protocol.SendAsync(Deliveries.To(Partner, role, settings) with
        {
            Id = Guid.Parse("0b0f6c1e-6f0a-4d0e-9d0c-2c8e0b7a4f31"),
            Operation = Protocol.Operations.Single(o => o.Mapping == name),
            Mapping = Maps.InForce.Current.Find("emip", name),
            Heard = message,
            Message = message,
        }, default);
        Assert.That(outcome, Is.TypeOf<Outcome.Delivered>(), outcome.ToString());
        return Soap.Body(Partner.Requests.Single().Body);
    }
}
