using ProtocolGateway.Protocols;

namespace ProtocolGateway.Directory;

/// <summary>What one kind of imported objects has of its own.</summary>
internal interface IImportedRows<T>
{
    /// <summary>Everything that keeps the object out of the directory.</summary>
    IEnumerable<Fault> Check(Reading reading);

    /// <summary>Two objects of one key are the same thing told twice.</summary>
    string Key(T row);

    /// <summary>Writes it, and announces what its arrival may release; nothing when nothing changed.</summary>
    void Write(T row, DirectoryStatements statements, DateTimeOffset now);
}
