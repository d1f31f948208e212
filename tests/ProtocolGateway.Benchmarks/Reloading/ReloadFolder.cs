using ProtocolGateway.Benchmarks.EndToEnd;

namespace ProtocolGateway.Benchmarks.Reloading;

/// <summary>A gateway with mapping files of its own: the shipped ones with their cases, and some for each of many eMSPs.</summary>
internal static class ReloadFolder
{
    private const int Partners = 200;
    private const string Mappings = "mappings";

    public static string MappingsOf(GatewayFolder folder) => Path.Combine(folder.Path, Mappings);

    /// <summary>All but the CPO of the records and their eMSP only have files: nothing is owed to them.</summary>
    public static GatewayFolder Create(string sink)
    {
        var partners = GatewayFolder.PartnersOfRecords(sink);
        for (var i = 0; i < Partners; i++)
            partners[Id(i)] = new
            {
                Protocol = "ocpi",
                Roles = new[] { new { Role = "EMSP", Party = $"DE*{i:000}" } },
                Ocpi = new { Version = "2.2.1", InboundToken = $"token-{i}" },
            };
        var folder = GatewayFolder.Create(partners, GatewayFolder.AgreementOfRecords, Mappings);
        folder.WriteDirectory();
        Fill(MappingsOf(folder));
        return folder;
    }

    /// <summary>The shipped files, and two for each of the partners: one for a message alone, one for a part that several messages are made of.</summary>
    private static void Fill(string mappings)
    {
        foreach (var file in System.IO.Directory.GetFiles(Repository.Mappings, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(mappings, Path.GetRelativePath(Repository.Mappings, file));
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        for (var i = 0; i < Partners; i++)
        {
            var own = System.IO.Directory.CreateDirectory(Path.Combine(mappings, "partners", Id(i))).FullName;
            File.WriteAllText(Path.Combine(own, "charge-detail-record.yaml"), Without("remark", i));
            File.WriteAllText(Path.Combine(own, "charging-period.yaml"), Without("tariff_id", i));
        }
    }

    /// <summary>A comment more, each time another.</summary>
    public static void Edit(string mappings, int number) => Change(mappings, $"# edit {number}\n");

    /// <summary>What nobody can read.</summary>
    public static void Break(string mappings, int number) => Change(mappings, $"# edit {number}\nnonsense: [\n");

    /// <summary>What all mappings of the partners' dialect depend on: theirs are compiled anew, one and all.</summary>
    public static void EditAll(string mappings, int number) => Change(mappings, $"# edit {number}\n", Path.Combine("ocpi-2.2.1", "_dialect.yaml"));

    /// <summary>The shipped text and something behind it.</summary>
    private static void Change(string mappings, string more, string? dialect = null)
    {
        var file = dialect ?? Path.Combine("emip", "charge-detail-record.yaml");
        var (shipped, changed) = (Path.Combine(Repository.Mappings, file), Path.Combine(mappings, file));
        File.WriteAllText(changed + ".new", File.ReadAllText(shipped) + more);
        File.Move(changed + ".new", changed, overwrite: true);
    }

    /// <summary>How many mapping files there are, cases left out.</summary>
    public static int Count(string mappings) =>
        System.IO.Directory.GetFiles(mappings, "*.yaml", SearchOption.AllDirectories).Count(f => Path.GetFileName(Path.GetDirectoryName(f)) != "cases");

    private static string Without(string field, int partner) =>
        $"""
        rows:
          - {field}: none
        untold:
          {field}: partner {partner} wants none
        ignored:
          {field}: partner {partner} writes its own

        """;

    private static string Id(int i) => $"emsp-{i:000}";
}
