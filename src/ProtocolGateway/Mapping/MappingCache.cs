using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping.Files;
using ProtocolGateway.Mapping.Plans;

namespace ProtocolGateway.Mapping;

/// <summary>
/// What loads before have read and compiled without fault, so that a change of one file costs what it changes, whoever else has
/// hundreds. What several loads in a row had no use for is forgotten. One load at a time.
/// </summary>
internal sealed class MappingCache
{
    private const int Kept = 4;

    private readonly Dictionary<string, Known<byte[], object>> files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Known<string, DialectSchema>> schemas = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Known<(DialectSchema, object), object>> shared = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Owner, string Dialect, string Name), Known<object?[], CompiledMapping>> compiled = [];
    private int load;

    /// <summary>False while a file can't be read: what is compiled without it is nothing to go back to.</summary>
    public bool Keeps { get; set; }

    /// <summary>Another load begins.</summary>
    public void Begin()
    {
        load++;
        Keeps = true;
        Forget(files);
        Forget(schemas);
        Forget(shared);
        Forget(compiled);
    }

    /// <summary>A file as it was read when it had these bytes, the same object each time; else read now.</summary>
    /// <param name="read">Null, or faults, for what can't be used.</param>
    public T? Read<T>(string path, byte[] bytes, Func<T?> read, List<MappingFault> faults) where T : class
    {
        if (files.GetValueOrDefault(path) is { Value: T known } entry && entry.Basis.AsSpan().SequenceEqual(bytes)) return entry.Used(load, known);
        var before = faults.Count;
        var fresh = read();
        if (fresh is not null && faults.Count == before) files[path] = new(bytes, fresh, load);
        return fresh;
    }

    /// <summary>The schemas of a folder; null when it has none.</summary>
    public DialectSchema? Schema(string folder)
    {
        if (!System.IO.Directory.Exists(folder)) return null;
        var look = string.Join('\n', new DirectoryInfo(folder).GetFiles().OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => $"{f.Name} {f.Length} {f.LastWriteTimeUtc.Ticks}"));
        if (schemas.GetValueOrDefault(folder) is { } entry && entry.Basis == look) return entry.Used(load, entry.Value);
        if (DialectSchema.Load(folder) is not { } schema) return null;
        schemas[folder] = new(look, schema, load);
        return schema;
    }

    /// <summary>
    /// What every mapping of a dialect depends on: its schema, its kinds, which files there are and what each is about. The same
    /// object as long as nothing of that is changed.
    /// </summary>
    public object Shared(string dialect, DialectSchema schema, object kinds, IEnumerable<MappingFile> files)
    {
        var heads = string.Join('\n', files.Select(f => $"{f.Name} {f.Message} {f.Document} {f.Root}").Prepend(dialect));
        if (shared.GetValueOrDefault(heads) is { } entry && entry.Basis == (schema, kinds)) return entry.Used(load, entry.Value);
        var made = new object();
        shared[heads] = new((schema, kinds), made, load);
        return made;
    }

    /// <summary>A mapping as it was compiled from these very files; else compiled now.</summary>
    /// <param name="owner">Whose own files are laid over it; empty for a dialect's.</param>
    /// <param name="filesOf">The files of that name, as they were read: the dialect's, and whatever is laid over it.</param>
    /// <param name="compile">Null when there are faults.</param>
    public CompiledMapping? Compile(string owner, Dialect dialect, string name, Func<string, IEnumerable<MappingFile?>> filesOf, Func<CompiledMapping?> compile)
    {
        var key = (owner, dialect.Name, name);
        if (compiled.GetValueOrDefault(key) is { } entry && entry.Basis.SequenceEqual(BasisOf(entry.Value), ReferenceEqualityComparer.Instance)) return entry.Used(load, entry.Value);
        if (compile() is not { } fresh) return null;
        if (Keeps) compiled[key] = new(BasisOf(fresh), fresh, load);
        return fresh;

        // Compiling the same files again would find the same parts.
        object?[] BasisOf(CompiledMapping mapping) => [dialect.Shared, .. mapping.Parts.Where(p => p != name).Order(StringComparer.Ordinal).Prepend(name).SelectMany(filesOf)];
    }

    private void Forget<TKey, TBasis, T>(Dictionary<TKey, Known<TBasis, T>> all) where TKey : notnull
    {
        foreach (var (key, entry) in all)
            if (entry.LastUsed < load - Kept) all.Remove(key);
    }

    /// <param name="Basis">What it was made of.</param>
    private sealed record Known<TBasis, T>(TBasis Basis, T Value, int LastUsed)
    {
        public int LastUsed { get; private set; } = LastUsed;

        public TResult Used<TResult>(int load, TResult value)
        {
            LastUsed = load;
            return value;
        }
    }
}
