using ProtocolGateway.Documents;
using ProtocolGateway.Mapping.Conversions;
using ProtocolGateway.Mapping.Derivations;
using ProtocolGateway.Mapping.Files;
using ProtocolGateway.Mapping.Plans;

namespace ProtocolGateway.Mapping;

/// <summary>
/// Is told by which lines of mapping files a translation goes, and whence its steps take what they fill in. A message in service has
/// none, so that being followed costs it nothing.
/// </summary>
public abstract class Trail
{
    private protected Trail() { }

    /// <summary>A row reads a value.</summary>
    /// <param name="record">The record that the row's field is in: the file's own, or an item of one of its lists.</param>
    internal virtual void Read(MapRow row, object record, DocumentNode node) { }

    /// <summary>A row reads items of a list.</summary>
    internal virtual void ReadList(MapRow row) { }

    /// <summary>A row of single values reads one that is kept as the item of that number.</summary>
    internal virtual void ReadItem(MapRow row, object record, int index, DocumentNode node) { }

    /// <summary>A single value is read as an item of a list of objects.</summary>
    internal virtual void ReadBare(MapRow row, object item, DocumentNode node) { }

    /// <summary>A line of codes gives the value that is about to be read.</summary>
    internal virtual void Read(CodeLine line, string theirs) { }

    /// <summary>A row fills in what nothing has read: a default or a constant.</summary>
    internal virtual void Filled(MapRow row, object record) { }

    /// <summary>A member that no schema knows is kept.</summary>
    /// <param name="name">As <see cref="Canonical.OtherMembers.Values"/> has it.</param>
    internal virtual void Kept(object record, DocumentNode node, string name) { }

    /// <summary>All rows have read.</summary>
    internal virtual void HasRead(object record) { }

    /// <summary>A derivation made the record this one.</summary>
    internal virtual void Derived(IDerivation by, Position at, object record) { }

    /// <summary>Not what was read is told, if anything was, but a record that the journal has.</summary>
    internal virtual void Remembered(object record) { }

    /// <summary>A step is about to complete the message.</summary>
    internal virtual void Completing(Completion completion) { }

    /// <summary>The step has completed it.</summary>
    internal virtual void Completed(IStep by, Position at, Completion completion) { }

    /// <summary>The step takes what it fills in there from an entry of directory or session's memory, or from an agreement.</summary>
    internal virtual void Took(string place, object entry) { }

    /// <summary>The step makes what it fills in there of other fields of ours.</summary>
    internal virtual void Made(string place, params ReadOnlySpan<string> ours) { }

    /// <summary>A document begins: what is written to the writer that comes back is followed.</summary>
    internal virtual IDocumentWriter Writing(object message, IDocumentWriter writer) => writer;

    /// <summary>A row is about to write its value, or the items of its list.</summary>
    internal virtual void Wrote(MapRow row, object record) { }

    /// <summary>The row is about to write the item of that number.</summary>
    internal virtual void WroteItem(int index) { }

    /// <summary>A line of codes gives the value that is about to be written.</summary>
    internal virtual void Wrote(CodeLine line, string ours) { }

    /// <summary>What is about to be written is none of our values.</summary>
    internal virtual void Put(Given given, Position at) { }

    /// <summary>A member that no schema knows is about to be passed on.</summary>
    internal virtual void PassedOn(object record, string name) { }

    internal virtual void Held(HoldRule rule) { }
}

/// <summary>What a document says that is no value of ours.</summary>
internal enum Given
{
    /// <summary>What a row writes where ours has nothing.</summary>
    Placeholder,

    /// <summary>What is written along with a row.</summary>
    Companion,

    /// <summary>What chooses an element among several.</summary>
    Filter,

    /// <summary>What the protocol's own code says.</summary>
    Envelope,
}
