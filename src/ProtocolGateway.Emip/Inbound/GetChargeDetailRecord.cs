using Microsoft.Extensions.DependencyInjection;
using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Mapping;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Inbound;

/// <summary>Records from the archive (emip.md 2.9). What is not there and what belongs to others is told alike.</summary>
internal static class GetChargeDetailRecord
{
    private const int Done = 1;

    /// <summary>Records are there, and none can be said in eMIP: an error while processing (emip.md 4.2).</summary>
    private const int Unsayable = 10507;

    public static async Task<Answered> AnswerAsync(Asked asked, IServiceProvider services, MappingBook book, CancellationToken cancellation)
    {
        var gateway = services.GetRequiredService<IGateway>();
        var reading = book.Demand("find-charge-detail-records", asked.Partner).Read(asked.Document, asked.Document.Root, asked.Options.Reading(asked.Partner));
        if (reading.Faults.Count > 0)
            return await EmipEndpoint.RefuseAsync(gateway, asked.Heard, new Refusal(RefusalKind.BadContent, reading.Faults), cancellation);

        var question = (FindChargeDetailRecords)reading.Message! with { AskedBy = asked.Operator };
        var answering = new FoundRecords(asked, services, book.Demand("charge-detail-record", asked.Partner), book.Demand("charge-detail-records-found", asked.Partner));
        var text = await gateway.FindAsync(asked.Heard, question, found => WriteAsync(asked, found, answering, cancellation), cancellation);
        return new Answered(200, text);
    }

    private static async ValueTask<string> WriteAsync(Asked asked, ChargeDetailRecordsFound found, FoundRecords answering, CancellationToken cancellation)
    {
        var sayable = await answering.CompleteAsync(found, cancellation);
        var status = sayable.Records.Count > 0 ? Done : found.Records.Count > 0 ? Unsayable : EmipRefusals.For(RefusalKind.Unknown).RequestStatus!.Value;
        return asked.Write(answer => answering.Write(sayable, answer, status));
    }
}
