using ProtocolGateway.Canonical;
using ProtocolGateway.Emip.Inbound;
using ProtocolGateway.Emip.Wire;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip;

/// <summary>eMIP on paper: whole envelopes, read and written offline.</summary>
internal sealed class EmipPaper : IPaper
{
    public IReadOnlyList<string> Dialects { get; } = [EmipProtocol.Dialect];

    public PaperReading Read(PaperQuestion question)
    {
        if (SoapReader.Read(question.Document, out var wrong) is not { } body) return Unreadable(wrong!.Text);
        if (RequestRoot.Find(body.Namespace, body.Name) is not { } root) return Unreadable(RequestRoot.WhyNot(body.Namespace, body.Name));
        switch (root.Service)
        {
            case EmipProtocol.SetChargeDetailRecord:
                var (operation, reading) = ChargeDetailRecordReading.Read(body.Document, Stranger(question), question.Book, question.Context.Trail);
                var name = operation == EmipProtocol.SetChargeDetailRecord ? "charge-detail-record" : "session-reading";
                return Known(name, reading with { Message = Matter(reading.Message) });
            case var _ when EmipProtocol.Table.FirstOrDefault(o => o.Is(root)) is { Mapping: { } told }:
                var mapping = question.Book.Find(EmipProtocol.Dialect, told, question.PartnerId)!;
                return Known(told, mapping.Read(body.Document, body.Document.Root, question.Context));
            default:
                return Unreadable($"{root.Name} has no matter to translate");
        }
    }

    public string? Write(PaperMessage message, WriteContext context, out Hold? hold)
    {
        var operation = EmipProtocol.Table.First(o => o.Mapping == message.Mapping.Name);
        var root = RequestRoot.For(operation.Service, fromHub: operation.SaidTo == SaidTo.Parties || (operation.SaidTo == SaidTo.Everybody && !message.ToHub));
        var envelope = new Dictionary<string, string>
        {
            ["partnerIdType"] = WireText.Emi3,
            ["partnerId"] = WireText.Party(message.Sender, "*"),
            ["operatorIdType"] = WireText.Emi3,
        };
        // Some requests can't do without one; no partner ever sees this.
        if (message.Completed is not ChargeDetailRecord) envelope["transactionId"] = "GTW-TRANSLATED";
        // A record names its payer, or nobody; what else a hub says names its addressee in the matter itself.
        var payer = (message.Completed as ChargeDetailRecord)?.CdrToken?.Party;
        if (root.FromHub && (payer is not null || message.Completed is not ChargeDetailRecord)) envelope["targetOperatorIdType"] = WireText.Emi3;
        if (root.FromHub && payer is not null) envelope["targetOperatorId"] = WireText.Party(payer, "*");
        Hold? found = null;
        var filled = context.Anew(envelope);
        var text = SoapEnvelope.Write(root.Namespace, root.Name, qualified: false, writer =>
            found = message.Mapping.Write(message.Completed, message.Heard, writer, filled));
        context.Losses.AddRange(filled.Losses);
        hold = found;
        return hold is null ? text : null;
    }

    /// <summary>A sender that nothing is known of but the overlay and the zone that were asked for.</summary>
    private static Partner Stranger(PaperQuestion question) => new()
    {
        Id = question.PartnerId ?? "",
        Protocol = EmipProtocol.Dialect,
        Dialect = EmipProtocol.Dialect,
        TimeZone = question.Context.TimeZone,
        Settings = question,
    };

    private static object? Matter(object? message) => message switch
    {
        ChargeDetailRecordIssued issued => issued.Record,
        SessionUpdated updated => updated.Session,
        _ => message,
    };

    private static PaperReading Known(string mapping, Reading reading) =>
        new(mapping, reading.Message, reading.Faults, reading.Hold, reading.Losses);

    private static PaperReading Unreadable(string why) => new(null, null, [new Fault("", why)], null, []);
}
