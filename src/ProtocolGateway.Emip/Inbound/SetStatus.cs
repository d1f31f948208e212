using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Mapping;
using ProtocolGateway.Protocols;
using ProtocolGateway.Statuses;

namespace ProtocolGateway.Emip.Inbound;

/// <summary>How EVSEs, connectors, stations and pools stand (emip.md 2.10, 2.11): taken once it is durable.</summary>
internal static class SetStatus
{
    private const int Done = 1, UnknownPlace = 10601;

    public static async Task<Answered> AnswerAsync(Asked asked, EmipOperation operation, IServiceProvider services, MappingBook book, CancellationToken cancellation)
    {
        var mapping = book.Demand(operation.Mapping!, asked.Partner);
        var reading = mapping.Read(asked.Document, asked.Document.Root, asked.Options.Reading(asked.Partner));
        if (reading.Faults.Count > 0)
            return await EmipEndpoint.RefuseAsync(
                services.GetRequiredService<IGateway>(), asked.Heard, new Refusal(RefusalKind.BadContent, reading.Faults), cancellation);

        var status = new HeardStatus
        {
            Heard = asked.Heard,
            Reading = reading with { Message = (EvseStatusReport)reading.Message! with { Party = asked.Operator } },
            Answer = taking => Tell(asked, taking).Text,
        };
        return Tell(asked, await services.GetRequiredService<IEvseStates>().ReportAsync(status, cancellation));
    }

    private static Answered Tell(Asked asked, StatusTaking taking) => taking switch
    {
        StatusTaking.Taken { Known: var known } => new Answered(200, Write(asked, known ? Done : UnknownPlace)),
        StatusTaking.Refused { Refusal: var refusal } => Answered.Fault(EmipRefusals.For(refusal.Kind), refusal),
        // What the journal says of itself is for operators.
        _ => Answered.Busy,
    };

    private static string Write(Asked asked, int status) => asked.Write(answer =>
    {
        answer.Text("transactionId", asked.Header.TransactionId);
        answer.Text("requestStatus", status.ToString(CultureInfo.InvariantCulture));
    });
}
