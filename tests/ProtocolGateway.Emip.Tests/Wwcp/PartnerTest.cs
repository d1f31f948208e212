using ProtocolGateway.Canonical;
using ProtocolGateway.Emip.Tests.Outbound;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Tests.Wwcp;

/// <summary>A partner that answers in WWCP's words, and what there is to be said to it.</summary>
internal abstract class PartnerTest : SendingTest
{
    private static readonly PartyId Cpo = new("FR", "GWC"), Emsp = new("FR", "GWM");
    private static readonly CdrToken Card = new() { Uid = "04A2B3C4D5E680", Type = TokenType.RFID };

    protected static StartSession Begin { get; } = new()
    {
        Emsp = Emsp,
        Cpo = Cpo,
        Action = StartStop.START,
        Token = new() { Uid = Card.Uid, Type = Card.Type },
        EvseId = "FR*GWC*E75056*0042*1",
        SessionId = "S-1",
        ReadingsWanted = false,
    };

    protected static ActOnSession End { get; } = new()
    {
        AskedBy = Emsp,
        Cpo = Cpo,
        Type = SessionActionType.STOP,
        SessionId = "S-1",
        Id = "A-1",
        At = new(2024, 6, 12, 9, 0, 0, TimeSpan.Zero),
    };

    protected static AuthorizeToken Ask { get; } = new() { Cpo = Cpo, Emsp = Emsp, Token = Card, EvseId = "FR*GWC*E75056*0042*1", SessionId = "S-1" };

    protected static SessionUpdated Started { get; } = new()
    {
        Session = new Session
        {
            Party = Cpo,
            Id = "S-1",
            CpoSessionId = "C-1",
            EmspSessionId = "M-1",
            Event = new SessionEvent { Type = SessionEventType.STARTED, Id = "E-1", At = new(2024, 6, 12, 8, 0, 0, 500, TimeSpan.Zero), RelatedActionId = "A-1" },
        },
    };

    protected static EvseStatusChanged Free { get; } = new()
    {
        Report = new EvseStatusReport
        {
            Party = Cpo,
            EvseId = "FR*GWC*E75056*0042*1",
            Busy = new() { Status = BusyStatus.FREE, ChangedAt = new(2024, 6, 12, 8, 2, 11, TimeSpan.Zero) },
        },
    };

    /// <param name="content">The answer's elements behind its transaction, a line each.</param>
    protected void Answer(string service, string content, bool fromHub = true) =>
        Partner.Say(200, Envelope($"aut:eMIP_{(fromHub ? "FromIOP" : "ToIOP")}_{service}Response", $"<transactionId>T</transactionId>\n{content}"));

    protected static string Envelope(string root, string content) => WwcpEnvelope.Of(root, content);

    /// <summary>Says it as a hub says it to a party, or as a partner says it to a hub.</summary>
    protected Task<Outcome> SayAsync(object message, string service, Role role, params (string, string?)[] settings)
    {
        var operation = Protocol.Operations.First(o => o.Name == service && o.SaidTo != (role == Role.HUB ? SaidTo.Parties : SaidTo.Hubs));
        var party = role switch { Role.CPO => Cpo, Role.EMSP => Emsp, _ => new PartyId("FR", "107") };
        return Protocol.SendAsync(new Delivery
        {
            Id = Guid.NewGuid(),
            Partner = Partnership.Make("it", [new PartnerRole(role, party)], [("PartnerId", party.ToString()), ("Url", Partner.Url), ("Authentication", "None"), .. settings]),
            Operation = operation,
            Heard = message,
            Message = message,
            Mapping = Maps.InForce.Current.Find("emip", operation.Mapping!),
            Mappings = Maps.InForce.Current,
            From = role == Role.CPO ? Emsp : Cpo,
            To = role == Role.HUB && message is not EvseStatusChanged ? Emsp : party,
        }, CancellationToken.None);
    }
}
