using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Steps;
using ProtocolGateway.Testing;

namespace ProtocolGateway.Tests.Mapping;

/// <summary>A folder of mapping files, and one of schemas, to break and to mend.</summary>
internal sealed class Workshop : IDisposable
{
    private readonly string root = System.IO.Directory.CreateTempSubdirectory("mappings-").FullName;

    public string Folder => Path.Combine(root, "mappings");

    private string Schemas => Path.Combine(root, "schemas");

    /// <summary>The files and schemas of the repository, of these dialects.</summary>
    public static Workshop OfShipped(params string[] dialects)
    {
        var workshop = new Workshop();
        foreach (var dialect in dialects)
        {
            Copy(Path.Combine(Repository.Mappings, dialect), Path.Combine(workshop.Folder, dialect));
            Copy(Path.Combine(Repository.Schemas, dialect), Path.Combine(workshop.Schemas, dialect));
        }
        return workshop;
    }

    /// <summary>One file, <c>x/thing.yaml</c>, in a dialect of its own.</summary>
    /// <param name="schema">An XML schema, or the properties of the JSON document <c>Thing</c> as JSON Schema has them.</param>
    public static Workshop Of(string schema, string mapping)
    {
        var workshop = new Workshop();
        if (schema.StartsWith('<')) WriteBelow(workshop.Schemas, "x/thing.xsd", schema);
        else WriteBelow(workshop.Schemas, "x/thing.schema.json", $$"""{ "title": "Thing", "type": "object", {{schema}} }""");
        return workshop.Write("x/thing.yaml", mapping);
    }

    public Workshop Write(string file, string text)
    {
        WriteBelow(Folder, file, text);
        return this;
    }

    /// <summary>Changes a file; what is replaced must be there.</summary>
    public Workshop Change(string file, string old, string replacement)
    {
        var text = File.ReadAllText(Path.Combine(Folder, file));
        Assert.That(text, Does.Contain(old));
        return Write(file, text.Replace(old, replacement, StringComparison.Ordinal));
    }

    public MappingLoad Load() => MappingBook.Load(Folder, Schemas, KnownSteps.All);

    /// <summary>Everything that is wrong, with paths below the folder of mappings.</summary>
    public IReadOnlyList<string> Faults() => [.. Load().Faults.Select(f => f.ToString().Replace(Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal))];

    /// <summary>A mapping that must be without fault; by default the one of <see cref="Of"/>.</summary>
    public CompiledMapping Find(string dialect = "x", string name = "thing", string? partner = null)
    {
        var load = Load();
        Assert.That(load.Faults, Is.Empty);
        return load.Book!.Find(dialect, name, partner)!;
    }

    public void Dispose() => System.IO.Directory.Delete(root, recursive: true);

    private static void Copy(string from, string to)
    {
        System.IO.Directory.CreateDirectory(to);
        foreach (var file in System.IO.Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    private static void WriteBelow(string folder, string file, string text)
    {
        var path = Path.Combine(folder, file);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
