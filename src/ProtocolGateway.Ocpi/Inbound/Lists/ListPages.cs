using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Documents;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Protocols;
using ProtocolGateway.Rating;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Ocpi.Inbound.Lists;

/// <summary>A part of a list, as the engine gives it.</summary>
/// <param name="Items">In the order of the list.</param>
/// <param name="Total">How many the caller may see, of all pages.</param>
/// <param name="Next">Where the next page begins; null when this is the last.</param>
internal sealed record ListPart(IReadOnlyList<ListItem> Items, long Total, string? Next);

/// <param name="Record">As it was heard.</param>
/// <param name="Name">For the log, where it can't be told.</param>
internal sealed record ListItem(object Record, string Name)
{
    /// <summary>The partner who said it; null where it doesn't matter.</summary>
    public string? SourceId { get; init; }

    public (PartyId Cpo, PartyId Emsp)? Parties { get; init; }

    /// <summary>When it became deliverable; null for now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>In which it was heard; null where it doesn't matter.</summary>
    public Guid? Exchange { get; init; }
}

/// <summary>Lists on the wire: pages of objects in the caller's version, compact, with the headers that lead on (ocpi.md 1.7).</summary>
internal sealed class ListPages(IMappings mappings, string mappingName, ILogger log)
{
    /// <summary>
    /// An object that can't be told in the caller's version is left out; it must not spoil the others. That it can't is known when it is
    /// written only, and to write a whole list for a number would take minutes: the total lacks those that were left out so far, so
    /// that on the last page it is what was told. Not for whoever may count by offset: an offset counts every object, also those that are left
    /// out, and who is told of fewer would stop before the last.
    /// </summary>
    public async Task<Answer> WriteAsync(OcpiCall call, ListQuery query, ListPart part)
    {
        var items = new List<byte[]>(part.Items.Count);
        foreach (var item in part.Items)
            if (await WriteAsync(call, item) is { } json) items.Add(json);
        var body = Envelope.Write(OcpiStatus.Success, null, call.At, data =>
        {
            data.WriteStartArray();
            foreach (var item in items) data.WriteRawValue(item, skipInputValidation: true);
            data.WriteEndArray();
            return true;
        })!;
        var leftOut = query.LeftOut + part.Items.Count - items.Count;
        return Answer.Ok(body) with
        {
            Link = part.Next is null ? null : query.Next(call, part, leftOut),
            TotalCount = query.IsFollowed(part) ? Math.Max(items.Count, part.Total - leftOut) : part.Total,
            Limit = ((OcpiOptions)call.Partner.Settings).MostPageSize,
        };
    }

    /// <summary>The answer that holds one object.</summary>
    public async Task<Answer?> WriteOneAsync(OcpiCall call, ListItem item) => await WriteAsync(call, item) is { } json
        ? Answer.Ok(Envelope.Write(OcpiStatus.Success, null, call.At, data =>
        {
            data.WriteRawValue(json, skipInputValidation: true);
            return true;
        })!)
        : null;

    /// <summary>The object alone; null where the caller's version has no words for it.</summary>
    public Task<byte[]?> WriteBareAsync(OcpiCall call, ListItem item) => WriteAsync(call, item);

    private async Task<byte[]?> WriteAsync(OcpiCall call, ListItem item)
    {
        var mapping = mappings.Current.Find(call.Version.Dialect, mappingName, call.Partner.Id)
            ?? throw new InvalidOperationException($"There is no mapping {call.Version.Dialect}/{mappingName}.");
        var services = call.Http.RequestServices;
        var completion = new Completion
        {
            Message = item.Record,
            Directory = services.GetRequiredService<IDirectory>(),
            Places = services.GetRequiredService<IPlaces>(),
            Sessions = services.GetRequiredService<ISessions>(),
            Partner = call.Partner,
            Source = item.SourceId is { } source ? call.Book.Find(source) : null,
            Agreement = item.Parties is var (cpo, emsp) ? call.Book.FindAgreement(cpo, emsp, item.At ?? call.At) : null,
            Gateway = call.Book.Gateway,
            At = item.At ?? call.At,
            Exchange = item.Exchange,
            Ratings = services.GetRequiredService<IRatings>(),
        };
        var hold = await mapping.CompleteAsync(completion, call.Cancellation);
        // Its price is fixed when it is posted, and told by no other way before.
        if (completion.Rated is not null) hold ??= new Hold("NoPrice", "It has not been posted yet.");
        var buffer = JsonBuffer.Rent();
        try
        {
            buffer.Writer.WriteStartObject();
            hold ??= mapping.Write(completion.Message, item.Record, new JsonDocumentWriter(buffer.Writer), new WriteContext());
            if (hold is not null)
            {
                OcpiEvents.LeftOut(log, item.Name, call.Partner.Id, hold.Text);
                return null;
            }
            buffer.Writer.WriteEndObject();
            return buffer.Bytes.ToArray();
        }
        finally
        {
            JsonBuffer.Return(buffer);
        }
    }
}
