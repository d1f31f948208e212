using ProtocolGateway.Documents;
using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping.Plans;

namespace ProtocolGateway.Mapping.Conversions;

/// <summary>Changes one value, in both directions. Named in mapping files under <c>as:</c>, or chosen by the kind of value.</summary>
internal abstract class Conversion
{
    /// <summary>The name in mapping files.</summary>
    public abstract string Name { get; }

    /// <summary>In one sentence, for the people who edit mapping files.</summary>
    public abstract string Purpose { get; }

    /// <summary>The canonical property's type.</summary>
    public abstract Type Type { get; }

    /// <summary>The members of an object that it reads and writes together; empty for a single value.</summary>
    public virtual IReadOnlyList<string> Members => [];

    /// <summary>True when it reads that text without any remark.</summary>
    public abstract bool Takes(string text, ElementSchema schema);

    /// <summary>Why it can't serve an element of that schema; null when it can.</summary>
    public virtual string? Misfit(ElementSchema schema)
    {
        if (Members.Count == 0)
            return schema.Shape == ElementShape.Object ? $"'{Name}' converts a single value, and '{schema.Name}' is an object" : null;
        if (schema.Shape != ElementShape.Object) return $"'{Name}' converts an object with {string.Join(", ", Members)}, and '{schema.Name}' is a single value";
        var missing = Members.FirstOrDefault(m => schema.Child(m) is null);
        return missing is null ? null : $"'{Name}' needs the member '{missing}', which '{schema.Name}' doesn't have";
    }
}

internal abstract class Conversion<T> : Conversion
{
    public override Type Type => typeof(T);

    public override bool Takes(string text, ElementSchema schema)
    {
        var run = new ReadRun(ReadContext.Default, fromXml: true);
        return TryRead(Document.OfValue(schema.Name, text).Root, schema, run, out _) && run.Faults.Count + run.Holds.Count + run.Losses.Count == 0;
    }

    /// <summary>Reads a value that is there; false when it is none of its kind, which has been reported.</summary>
    public abstract bool TryRead(DocumentNode node, ElementSchema schema, ReadRun run, out T value);

    /// <summary>Writes a value that is there as the member that the target names.</summary>
    public abstract void Write(T value, in Target target, WriteRun run);

    /// <summary>True for a value that is reported when it is written, and not there afterwards.</summary>
    public virtual bool LeavesOut(T value) => false;

    /// <summary>Writes it as an item of the list that is open.</summary>
    public virtual void WriteItem(T value, in Target target, WriteRun run) => throw new NotSupportedException($"'{Name}' has no list form.");

    /// <summary>Writes the <see cref="Conversion.Members"/> into the object that is open.</summary>
    public virtual void WriteMembers(T value, in Target target, WriteRun run) => throw new NotSupportedException($"'{Name}' has no members.");

    /// <summary>A value that comes back from writing and reading unchanged, different for each number.</summary>
    public abstract T Sample(int number, ElementSchema schema);

    /// <summary>What a value is after it was written and read: codes may meet.</summary>
    public virtual T AfterRoundTrip(T value) => value;
}

/// <summary>Where a value is written.</summary>
internal readonly record struct Target(ElementSchema Schema, string Place, bool Cut)
{
    public string Name => Schema.Name;
}
