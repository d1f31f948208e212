using ProtocolGateway.Canonical;
using ProtocolGateway.Emip.Wire;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Outbound;

/// <summary>What a partner's answer to a question says, in canonical words.</summary>
internal static class QuestionReading
{
    /// <returns>The outcome with its reply; one without where nothing can be read of it.</returns>
    public static Outcome Read(SoapBody body, long status, CompiledMapping mapping, Partner partner)
    {
        var reading = mapping.Read(body.Document, body.Document.Root, ((EmipOptions)partner.Settings).Reading(partner));
        // Refusals are often answered with less than the documents ask for: the status says enough.
        var read = reading.Message ?? Activator.CreateInstance(mapping.Record);
        var whole = reading is { Faults.Count: 0, Hold: null };
        object? reply = read switch
        {
            CommandAnswered answer => answer with { Result = RequestStatuses.Result(status) },
            TokenAuthorized answer when RequestStatuses.Read(answer, status) is { Unanswered: not null } unanswered => unanswered,
            TokenAuthorized answer when whole => answer,
            ChargeDetailRecordsFound when status is 10501 => new ChargeDetailRecordsFound(),
            ChargeDetailRecordsFound found when whole && status is >= 1 and < 10000 => found,
            _ => null,
        };
        var losses = reading.Losses;
        return reply is null
            ? new Outcome.InDoubt($"the answer can't be read: {Why(reading)}") { Losses = losses }
            : new Outcome.Delivered() { Reply = reply, Losses = losses };
    }

    private static string Why(Reading reading) => reading.Faults.Count > 0 ? string.Join("; ", reading.Faults) : reading.Hold?.Text ?? "it says nothing";
}
