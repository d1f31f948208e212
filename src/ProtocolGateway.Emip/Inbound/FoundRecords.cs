using System.Globalization;
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
/// <param name="record">The mapping whose steps complete a record.</param>
/// <param name="answer">The mapping that writes them.</param>
internal sealed class FoundRecords(Asked asked, IServiceProvider services, CompiledMapping record, CompiledMapping answer)
{
    public async ValueTask<ChargeDetailRecordsFound> CompleteAsync(ChargeDetailRecordsFound found, CancellationToken cancellation)
    {
        var sayable = new List<ChargeDetailRecord>(found.Records.Count);
        foreach (var each in found.Records)
        {
            if (await CompleteAsync(each, cancellation) is { } completed && IsSayable(completed)) sayable.Add(completed);
        }
        return new ChargeDetailRecordsFound { Records = sayable };
    }

    public Hold? Write(ChargeDetailRecordsFound found, IDocumentWriter writer, int requestStatus) =>
        answer.Write(found, found, writer, asked.Options.Writing(new Dictionary<string, string>
        {
            ["transactionId"] = asked.Header.TransactionId,
            ["requestStatus"] = requestStatus.ToString(CultureInfo.InvariantCulture),
        }));

    private bool IsSayable(ChargeDetailRecord completed)
    {
        using var nowhere = XmlWriter.Create(Stream.Null, new XmlWriterSettings { ConformanceLevel = ConformanceLevel.Fragment });
        return Write(new ChargeDetailRecordsFound { Records = [completed] }, new XmlDocumentWriter(nowhere), 1) is null;
    }

    private async ValueTask<ChargeDetailRecord?> CompleteAsync(ChargeDetailRecord heard, CancellationToken cancellation)
    {
        var book = services.GetRequiredService<PartnerBook>();
        var at = asked.Heard.ReceivedAt;
        var completion = new Completion
        {
            Message = heard,
            Directory = services.GetRequiredService<IDirectory>(),
            Sessions = services.GetRequiredService<ISessions>(),
            Partner = asked.Partner,
            Source = heard.Party is { } cpo ? book.Find(Role.CPO, cpo) : null,
            Agreement = AgreementOf(heard, book, at),
            Gateway = book.Gateway,
            At = at,
        };
        return await record.CompleteAsync(completion, cancellation) is null ? (ChargeDetailRecord)completion.Message : null;
    }

    /// <summary>Without its tariff: what a record is rated at is fixed when it is told, and told by no other way before.</summary>
    private static Agreement? AgreementOf(ChargeDetailRecord heard, PartnerBook book, DateTimeOffset at) =>
        heard is { Party: { } seller, CdrToken.Party: { } payer } && book.FindAgreement(seller, payer, heard.StartDateTime ?? at) is { } agreement
            ? agreement with { Tariff = null }
            : null;
}
