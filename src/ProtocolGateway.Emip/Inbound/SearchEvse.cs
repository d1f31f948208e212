using Microsoft.Extensions.DependencyInjection;
using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Mapping;
using ProtocolGateway.Protocols;
using ProtocolGateway.Statuses;

namespace ProtocolGateway.Emip.Inbound;

/// <summary>
/// Which EVSEs are near a place (emip.md 2.12). Experimental, since neither its namespace nor its result element is public: only
/// partners that are set so are answered.
/// </summary>
internal static class SearchEvse
{
    /// <summary>What one answer tells at most: some 2 MB.</summary>
    private const int MostFound = 1000;

    private const string Done = "1";

    public static async Task<Answered> AnswerAsync(Asked asked, EmipOperation operation, IServiceProvider services, MappingBook book, CancellationToken cancellation)
    {
        var gateway = services.GetRequiredService<IGateway>();
        Task<Answered> Refuse(RefusalKind kind, params IReadOnlyList<Fault> faults) =>
            EmipEndpoint.RefuseAsync(gateway, asked.Heard, new Refusal(kind, faults), cancellation);

        if (!asked.Options.Experimental)
            return await Refuse(RefusalKind.UnknownOperation, new Fault("", "SearchEVSE is experimental, since its messages are not public in full; this partner is not set to be answered"));
        var reading = book.Demand(operation.Mapping!, asked.Partner).Read(asked.Document, asked.Document.Root, asked.Options.Reading(asked.Partner));
        if (reading.Faults.Count > 0) return await Refuse(RefusalKind.BadContent, reading.Faults);
        var question = (FindEvses)reading.Message! with { AskedBy = asked.Operator };
        var faults = new List<Fault>(EvseCriteria.FindFaults(question));
        var fits = EvseCriteria.Compile(question.Criteria ?? [], faults);
        if (faults.Count > 0) return await Refuse(RefusalKind.BadContent, faults);

        var answering = book.Demand(operation.AnswerMapping!, asked.Partner);
        var bounded = question with { Most = Math.Min(question.Most ?? MostFound, MostFound) };
        var text = await services.GetRequiredService<IEvseSearch>().FindAsync(asked.Heard, bounded, fits, found => Write(asked, answering, found));
        return new Answered(200, text);
    }

    private static string Write(Asked asked, CompiledMapping mapping, EvsesFound found)
    {
        Hold? hold = null;
        var text = asked.Write(writer => hold = mapping.Write(found, found, writer, asked.Options.Writing(new Dictionary<string, string>
        {
            ["transactionId"] = asked.Header.TransactionId,
            ["requestStatus"] = Done,
        })));
        return hold is null ? text : throw new InvalidOperationException($"The answer can't be written: {hold.Text}");
    }
}
