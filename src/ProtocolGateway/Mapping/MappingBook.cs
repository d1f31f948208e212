using ProtocolGateway.Mapping.Files;
using ProtocolGateway.Mapping.Versions;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Mapping;

/// <summary>All mappings of a gateway, compiled, with the partners' overlays. Immutable; a good change makes a new one.</summary>
public sealed class MappingBook
{
    private readonly Dictionary<(string Dialect, string Name), CompiledMapping> mappings;
    private readonly Dictionary<(string Partner, string Dialect, string Name), CompiledMapping> overlays;

    private readonly Func<MappingFiles?, MappingLoad> other;

    /// <param name="other">Loads other files as these were loaded; null for those that lie in the folder now.</param>
    internal MappingBook(
        Dictionary<(string Dialect, string Name), CompiledMapping> mappings,
        Dictionary<(string Partner, string Dialect, string Name), CompiledMapping> overlays, MappingFiles files, Func<MappingFiles?, MappingLoad> other) =>
        (this.mappings, this.overlays, Files, this.other) = (mappings, overlays, files, other);

    /// <summary>What it was made of.</summary>
    public MappingFiles Files { get; }

    /// <inheritdoc cref="MappingFiles.Version"/>
    public string Version => Files.Version;

    public DateTimeOffset LoadedAt { get; } = DateTimeOffset.UtcNow;

    public IEnumerable<CompiledMapping> All => mappings.Values.Concat(overlays.Values);

    /// <summary>The mapping of that name in that dialect, with the partner's overlay if there is one; null when there is none.</summary>
    public CompiledMapping? Find(string dialect, string name, string? partnerId = null) =>
        partnerId is not null && overlays.TryGetValue((partnerId, dialect, name), out var own) ? own : mappings.GetValueOrDefault((dialect, name));

    /// <summary>The dialects' own files, without overlays.</summary>
    internal IEnumerable<CompiledMapping> Dialects => mappings.Values;

    /// <summary>The dialects in which a partner, or <c>profiles/NAME</c>, has files of its own.</summary>
    internal IEnumerable<string> DialectsOf(string owner) => overlays.Keys.Where(k => k.Partner == owner).Select(k => k.Dialect).Distinct();

    /// <summary>Reads, checks and compiles the mapping files of a folder. All faults at once; a book only when there are none.</summary>
    /// <param name="folder">With one folder per dialect, and <c>profiles/NAME</c> and <c>partners/ID</c> for overlays.</param>
    /// <param name="schemas">With one folder per dialect of the same name.</param>
    /// <param name="partners">Whose profiles' overlays are laid over the dialects, below their own; null for nobody's.</param>
    /// <param name="dialects">The only ones that are wanted: of the others' files no more is checked than that they can be read; null for all.</param>
    public static MappingLoad Load(
        string folder, string schemas, IReadOnlyList<IStep> steps, PartnerBook? partners = null, IReadOnlyCollection<string>? dialects = null) =>
        new MappingLoader(folder, schemas, steps, Owners(partners), dialect => dialects?.Contains(dialect) != false, new MappingCache()).Load();

    /// <summary>The same of files that are in no folder.</summary>
    public static MappingLoad Load(MappingFiles files, string schemas, IReadOnlyList<IStep> steps, PartnerBook? partners) =>
        new MappingLoader("", schemas, steps, Owners(partners), _ => true, new MappingCache()).Load(files);

    /// <summary>Other files, for the same partners and by the same checks; what they have in common with these is not compiled again.</summary>
    public MappingLoad With(MappingFiles files) => other(files);

    /// <summary>The same of the files that lie in the folder now.</summary>
    public MappingLoad LoadAgain() => other(null);

    private static Dictionary<string, OverlayOwner> Owners(PartnerBook? partners) => partners?.All.ToDictionary(
        p => p.Id, p => new OverlayOwner(p.Profile, p.Settings is INegotiated { Registers: true } ? null : p.Dialect), StringComparer.OrdinalIgnoreCase) ?? [];
}

/// <summary>A book, or everything that is wrong with the files. Exactly one of the two.</summary>
public sealed record MappingLoad(MappingBook? Book, IReadOnlyList<MappingFault> Faults, int Files);

/// <summary>Holds the mappings in force. Read <see cref="Current"/> once per message.</summary>
public interface IMappings
{
    MappingBook Current { get; }

    /// <summary>What lies in the folder and can't be taken; null when it is in force.</summary>
    RefusedMappings? Refused => null;

    /// <summary>How long changed files were read, checked and tried by their cases, the last time that there were some.</summary>
    TimeSpan LastReload => TimeSpan.Zero;
}

/// <summary>Files that were changed while the gateway ran, and are not in force.</summary>
/// <param name="Faults">Why; never empty.</param>
public sealed record RefusedMappings(string Version, DateTimeOffset At, IReadOnlyList<MappingFault> Faults);

/// <summary>The mappings in force: empty until the start has read them.</summary>
public sealed class MappingsInForce : IMappings
{
    private volatile MappingBook? current;
    private volatile RefusedMappings? refused;

    public MappingBook Current => current ?? throw new InvalidOperationException("The mappings have not been read yet.");

    public RefusedMappings? Refused => refused;

    public TimeSpan LastReload { get; internal set; }

    /// <summary>From now on messages are translated by that book; those under way keep theirs.</summary>
    public void Use(MappingBook book) => (current, refused) = (book, null);

    /// <summary>The book in force stays.</summary>
    public void Refuse(RefusedMappings files) => refused = files;
}
