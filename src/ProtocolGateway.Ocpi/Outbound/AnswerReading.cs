using System.Net;
using System.Text.Json;
using ProtocolGateway.Canonical;
using ProtocolGateway.Documents;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Outbound;

/// <summary>What a partner's answer to a question says, in canonical words (translation.md sections 5 and 6).</summary>
internal static class AnswerReading
{
    // How long a result may take where the version doesn't tell (2.1.1).
    private const int UsualTimeout = 30;

    /// <summary>True when "not found" says something of what was asked, and not that the module has moved.</summary>
    public static bool MayBeUnknown(OcpiOperation operation) =>
        operation.Message == typeof(AuthorizeToken) || operation.Message == typeof(SetChargingPreferences)
        || operation.Message == typeof(ChangeChargingProfile) || operation.Message == typeof(ReportChargingProfile);

    /// <summary>A change of an EVSE is refused because its location, or the EVSE, isn't known there: PUT it (ocpi.md 1.8).</summary>
    public static bool IsPlaceUnknown(OcpiOperation operation, OcpiReply reply) =>
        operation.Message == typeof(EvseStatusChanged) && reply is OcpiReply.Answered answered
        && (answered.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone
            || (answered.Whole && Envelope.Read(answered.Body, out _)?.Code == OcpiStatus.UnknownLocation));

    /// <param name="outcome">What the answer means for a fact.</param>
    public static Outcome Read(OcpiReply reply, Outcome outcome, OcpiOperation operation, CompiledMapping? mapping)
    {
        if (reply is not OcpiReply.Answered { Whole: true } answered) return outcome;
        var envelope = Envelope.Read(answered.Body, out var document);
        if (Unknown(operation, answered.Status, envelope?.Code) is { } unknown) return new Outcome.Delivered { Reply = unknown };
        if (outcome is not Outcome.Delivered) return outcome;
        if (operation.Message == typeof(ReportChargingProfile)) return new Outcome.Delivered { Reply = new CommandAnswered { Result = CommandResult.ACCEPTED } };
        if (operation.Message == typeof(SetChargingPreferences)) return Preferences(document!);
        return mapping is null ? outcome : Read(Unfold(document!), mapping);
    }

    private static object? Unknown(OcpiOperation operation, HttpStatusCode status, int? code)
    {
        var question = operation.Message;
        var notFound = status == HttpStatusCode.NotFound;
        if (question == typeof(AuthorizeToken))
            return notFound || code == OcpiStatus.UnknownToken ? new TokenAuthorized { Unanswered = UnansweredReason.UNKNOWN_TOKEN } : null;
        if (question == typeof(SetChargingPreferences)) return notFound ? new ChargingPreferencesAnswered { Trouble = CommandResult.NOT_SUPPORTED } : null;
        if (notFound && (question == typeof(ChangeChargingProfile) || question == typeof(ReportChargingProfile)))
            return new CommandAnswered { Result = CommandResult.UNKNOWN_SESSION };
        // Of a command only: whoever doesn't know the place of a fact has not taken it.
        return code == OcpiStatus.UnknownLocation && operation.AnswerMapping is not null ? new CommandAnswered { Result = CommandResult.UNKNOWN_PLACE } : null;
    }

    private static Outcome Preferences(Document document) =>
        Enum.TryParse<ChargingPreferencesResult>(document.Root.Text("data"), out var result)
            ? new Outcome.Delivered { Reply = new ChargingPreferencesAnswered { Result = result } }
            : new Outcome.InDoubt("the answer can't be read: data is no ChargingPreferencesResponse");

    /// <summary>The answer's data; the bare code of 2.1.1 before d2 as the object that it became.</summary>
    private static (Document Document, DocumentNode Data) Unfold(Document document)
    {
        var data = document.Root.Child("data");
        return data.Exists && data.Kind == NodeKind.Text ? Bare(data.Value.ToString()) : (document, data);
    }

    public static (Document Document, DocumentNode Data) Bare(string code)
    {
        var unfolded = Document.FromJson(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["result"] = code }), out _)!;
        return (unfolded, unfolded.Root);
    }

    private static Outcome Read((Document Document, DocumentNode Data) answer, CompiledMapping mapping)
    {
        if (!answer.Data.Exists || answer.Data.Kind != NodeKind.Object) return new Outcome.InDoubt("the answer can't be read: it has no data");
        var reading = mapping.Read(answer.Document, answer.Data, ReadContext.Default);
        object? reply = reading switch
        {
            { Faults.Count: > 0 } or { Hold: not null } => null,
            { Message: TokenAuthorized { Allowed: not null } answered } => answered with { ContractId = answered.Token?.ContractId, Emsp = answered.Token?.Party },
            { Message: CommandAnswered { Result: CommandResult.ACCEPTED } taken } => taken with { Timeout = taken.Timeout ?? UsualTimeout },
            { Message: CommandAnswered { Result: not null } refused } => refused with { Timeout = null },
            _ => null,
        };
        return reply is null
            ? new Outcome.InDoubt($"the answer can't be read: {Why(reading)}") { Losses = reading.Losses }
            : new Outcome.Delivered { Reply = reply, Losses = reading.Losses };
    }

    private static string Why(Reading reading) =>
        reading.Faults.Count > 0 ? string.Join("; ", reading.Faults) : reading.Hold?.Text ?? "it says nothing";
}
