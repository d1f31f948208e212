using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping;

namespace ProtocolGateway.Protocols;

/// <summary>A protocol on paper: whole documents, read and written without partners, journal or wire (the command <c>translate</c>).</summary>
public interface IPaper
{
    /// <summary>The dialects that it reads and writes: <c>emip</c>, <c>ocpi-2.2.1</c>.</summary>
    IReadOnlyList<string> Dialects { get; }

    /// <summary>Opens a document's envelope and reads its matter.</summary>
    PaperReading Read(PaperQuestion question);

    /// <summary>Writes a message with its envelope. A hold means that nothing was written.</summary>
    string? Write(PaperMessage message, WriteContext context, out Hold? hold);
}

/// <param name="Mapping">The mapping's name, where the document doesn't name its message itself; null otherwise.</param>
/// <param name="PartnerId">Whose overlay reads it; null for none.</param>
/// <param name="Owner">Whose it is, where the document doesn't say so (OCPI 2.1.1); null: nobody knows.</param>
public sealed record PaperQuestion(
    string Dialect, ReadOnlyMemory<byte> Document, string? Mapping, MappingBook Book, string? PartnerId, ReadContext Context, PartyId? Owner = null);

/// <param name="Mapping">The name of the mapping that read it; null when the document is none that can be read.</param>
/// <param name="Record">The canonical record; null when faults forbid one.</param>
public sealed record PaperReading(string? Mapping, object? Record, IReadOnlyList<Fault> Faults, Hold? Hold, IReadOnlyList<Loss> Losses);

/// <param name="Completed">The record as its mapping's steps completed it.</param>
/// <param name="Heard">The record as read.</param>
/// <param name="Sender">The party that the envelope names as the sending platform.</param>
/// <param name="ToHub">True when the receiver is a hub.</param>
public sealed record PaperMessage(CompiledMapping Mapping, object Completed, object Heard, PartyId Sender, bool ToHub);
