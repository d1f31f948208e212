using ProtocolGateway.Documents;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi;

/// <summary>OCPI on paper: bare objects, read and written offline.</summary>
internal sealed class OcpiPaper : IPaper
{
    public IReadOnlyList<string> Dialects { get; } = [.. OcpiVersion.Spoken.Select(v => v.Dialect)];

    public PaperReading Read(PaperQuestion question)
    {
        var faults = new List<Fault>();
        var document = Document.FromJson(question.Document.Span, out var fault);
        if (fault is not null)
        {
            faults.Add(fault);
            // A second look past the syntax error, for the diagnosis only.
            document = Document.FromJson(question.Document.Span, out _, lenient: true);
        }
        var mapping = question.Book.Find(question.Dialect, question.Mapping!, question.PartnerId)!;
        if (document is null) return new PaperReading(mapping.Name, null, faults, null, []);
        var reading = mapping.Read(document, document.Root, question.Context);
        faults.AddRange(reading.Faults);
        var message = question.Owner is { } owner && reading.Message is { } read ? Ownership.Give(read, owner) : reading.Message;
        return new PaperReading(mapping.Name, faults.Count == 0 ? message : null, faults, reading.Hold, reading.Losses);
    }

    public string? Write(PaperMessage message, WriteContext context, out Hold? hold)
    {
        var buffer = JsonBuffer.Rent();
        try
        {
            buffer.Writer.WriteStartObject();
            hold = message.Mapping.Write(message.Completed, message.Heard, new JsonDocumentWriter(buffer.Writer), context);
            if (hold is not null) return null;
            buffer.Writer.WriteEndObject();
            return buffer.Text;
        }
        finally
        {
            JsonBuffer.Return(buffer);
        }
    }
}
