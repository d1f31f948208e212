using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Tests.Steps;

namespace ProtocolGateway.Tests.Directory;

/// <summary>A journal in a folder of its own, into which files are imported. The files hold canonical records.</summary>
internal sealed class JournalFolder : IDisposable
{
    public static Partner Partner { get; } = Some.Partner("acme", Role.CPO, "FR798") with
    {
        Roles = [new PartnerRole(Role.CPO, Some.Party("FR798")), new PartnerRole(Role.EMSP, Some.Party("DEABC")), new PartnerRole(Role.EMSP, Some.Party("FRXYZ"))],
    };

    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("journal").FullName;

    /// <summary>As another process opens it.</summary>
    public JournalDatabase Open() => new(new JournalOptions { DataDirectory = folder });

    public ImportReport ImportLocations(params Location[] locations) => ImportLocations(Json(locations));

    public ImportReport ImportLocations(string json) =>
        Import().ImportLocationsAsync(Stream(json), Partner, Read<Location>, CancellationToken.None).Result;

    public ImportReport ImportTokens(params Token[] tokens) => ImportTokens(Json(tokens));

    public ImportReport ImportTokens(string json) =>
        Import().ImportTokensAsync(Stream(json), Partner, Read<Token>, CancellationToken.None).Result;

    /// <summary>What was announced, in order.</summary>
    public string[] Changes()
    {
        using var journal = Open().CreateDbContext();
        return [.. journal.Changes.AsNoTracking().OrderBy(c => c.Sequence).Select(c => c.Subject)];
    }

    /// <summary>When each version of the only location begins.</summary>
    public DateTimeOffset[] Versions()
    {
        using var journal = Open().CreateDbContext();
        return [.. journal.Locations.AsNoTracking().OrderBy(l => l.ValidFrom).Select(l => l.ValidFrom)];
    }

    public static string Json(IEnumerable<object> rows) => $"[{string.Join(',', rows.Select(r => Encoding.UTF8.GetString(CanonicalJson.Write(r))))}]";

    /// <summary>A row with a member <c>unmapped</c> holds a code that no table knows.</summary>
    public static Reading Read<T>(ReadOnlySpan<byte> json)
    {
        try
        {
            var hold = Encoding.UTF8.GetString(json).Contains("unmapped", StringComparison.Ordinal) ? new Hold("UnmappedCode", "a code is unknown") : null;
            return new Reading(CanonicalJson.Read(json, typeof(T)), [], hold, []);
        }
        catch (JsonException e)
        {
            return new Reading(null, [new Fault(e.Path ?? "", "no value of its kind")], null, []);
        }
    }

    public void Dispose() => System.IO.Directory.Delete(folder, recursive: true);

    private DirectoryImport Import() => new(Open(), TimeProvider.System);

    private static MemoryStream Stream(string json) => new(Encoding.UTF8.GetBytes(json));
}
