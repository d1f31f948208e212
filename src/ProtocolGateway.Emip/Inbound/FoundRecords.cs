using System.Xml;
using Microsoft.Extensions.DependencyInjection;
using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Documents;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Emip.Inbound;

/// <summary>Completes records that were found, so that they can be said to whoever asked; those that can't be are left out.</summary>
internal sealed class FoundRecords(Asked asked, IServiceProvider services, CompiledMapping mapping)
{
    /// <summary>A record that is known to fit: writing it holds nothing.</summary>
    internal sealed record Sayable(ChargeDetailRecord Heard, object Completed, CompiledMapping Mapping, string PartySeparator)
    {
        public Hold? Write(IDocumentWriter writer) =>
            Mapping.Write(Completed, Heard, writer, new WriteContext { PartySeparator = PartySeparator });
    }

    public IReadOnlyList<Sayable> Complete(ChargeDetailRecordsFound found, CancellationToken cancellation)
    {
        var sayable = new List<Sayable>(found.Records.Count);
        foreach (var record in found.Records)
        {
            // The gateway's callback returns text, not a task.
            var completed = CompleteAsync(record, cancellation).AsTask().GetAwaiter().GetResult();
            if (completed is null) continue;
            var candidate = new Sayable(record, completed, mapping, asked.Options.PartyIdSeparator);
            using var nowhere = XmlWriter.Create(Stream.Null, new XmlWriterSettings { ConformanceLevel = ConformanceLevel.Fragment });
            if (candidate.Write(new XmlDocumentWriter(nowhere)) is null) sayable.Add(candidate);
        }
        return sayable;
    }

    private async ValueTask<object?> CompleteAsync(ChargeDetailRecord record, CancellationToken cancellation)
    {
        var book = services.GetRequiredService<PartnerBook>();
        var at = asked.Heard.ReceivedAt;
        var completion = new Completion
        {
            Message = record,
            Directory = services.GetRequiredService<IDirectory>(),
            Sessions = services.GetRequiredService<ISessions>(),
            Partner = asked.Partner,
            Source = record.Party is { } cpo ? book.Find(Role.CPO, cpo) : null,
            Agreement = record is { Party: { } seller, CdrToken.Party: { } payer } ? book.FindAgreement(seller, payer, at) : null,
            Gateway = book.Gateway,
            At = at,
        };
        foreach (var step in mapping.Steps)
            if (await step.ApplyAsync(completion, cancellation) is not null) return null;
        return completion.Message;
    }
}
