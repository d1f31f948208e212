namespace ProtocolGateway.Partners;

/// <summary>
/// Reads <c>Gateway:Node</c>: this process among those that share the journal, as log lines, claims and metrics name it. Two
/// of one name are told apart all the same, since every start adds a mark of its own.
/// </summary>
internal sealed class NodeReader(SettingSection gateway)
{
    private const string Key = "Node";

    /// <summary>The machine's name unless set.</summary>
    public string Read()
    {
        var name = gateway.Text(Key) ?? Environment.MachineName;
        if (gateway.Has(Key) && (name.Length > 64 || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.'))))
            gateway.Fault(Key, $"'{name}' is no node's name; expected up to 64 letters, digits, '-', '_' and '.', or nothing: the machine's name");
        return name;
    }
}
