namespace ProtocolGateway.Journal;

/// <summary>One value on its way into a statement. Instants become milliseconds, states and codes their names.</summary>
internal readonly struct Value : IEquatable<Value>
{
    private Value(ValueForm form, long number = 0, object? reference = null, Guid id = default) =>
        (Form, Number, Reference, Id) = (form, number, reference, id);

    public ValueForm Form { get; }

    public long Number { get; }

    public Guid Id { get; }

    public string Text => (string)Reference!;

    public byte[] Bytes => (byte[])Reference!;

    private object? Reference { get; }

    public static implicit operator Value(string? text) => text is null ? default : new(ValueForm.Text, reference: text);

    public static implicit operator Value(byte[]? bytes) => bytes is null ? default : new(ValueForm.Bytes, reference: bytes);

    public static implicit operator Value(long number) => new(ValueForm.Number, number);

    public static implicit operator Value(bool flag) => new(ValueForm.Flag, flag ? 1 : 0);

    public static implicit operator Value(Guid id) => new(ValueForm.Id, id: id);

    public static implicit operator Value(DateTimeOffset at) => new(ValueForm.Number, at.ToUnixTimeMilliseconds());

    public static implicit operator Value(DateTimeOffset? at) => at is { } known ? known : default(Value);

    public bool Equals(Value other) =>
        Form == other.Form && Number == other.Number && Id == other.Id
        && (ReferenceEquals(Reference, other.Reference) || (Reference is string text && text.Equals(other.Reference as string, StringComparison.Ordinal)));

    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Form, Number, Id);
}

internal enum ValueForm : byte
{
    Null,
    Number,
    Flag,
    Text,
    Bytes,
    Id,
}
