using System.Text;
using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Steps;
using ProtocolGateway.Mapping.Versions;
using ProtocolGateway.Testing;

namespace ProtocolGateway.Tests.Mapping;

/// <summary>Changed files are loaded as if all were read anew, and only what changed is compiled.</summary>
internal sealed class MappingCacheTests
{
    private const string Dialect = "ocpi-2.2.1";

    private static readonly Dictionary<string, string> Overlays = new()
    {
        ["partners/volt/charging-period.yaml"] = "rows:\n  - tariff_id: none\nuntold:\n  tariff_id: they want none\nignored:\n  tariff_id: they tell none\n",
        ["partners/volt/token.yaml"] = "rows:\n  - issuer: none\nuntold:\n  issuer: they want none\n",
        ["partners/acme/charge-detail-record.yaml"] = "rows:\n  - remark: none\nuntold:\n  remark: they want none\nignored:\n  remark: they tell none\n",
        ["profiles/hub/session.yaml"] = "adds: [ theirs ]\nrows:\n  - authorization_reference: theirs\nignored:\n  authorization_reference: theirs alone\n",
        ["partners/late/chrage-detail-record.yaml"] = "rows: []\n",
    };

    private readonly Dictionary<string, byte[]> files = [];
    private MappingBook book = null!;

    [SetUp]
    public void Load()
    {
        files.Clear();
        foreach (var path in System.IO.Directory.GetFiles(Path.Combine(Repository.Mappings, Dialect), "*.yaml"))
            files[$"{Dialect}/{Path.GetFileName(path)}"] = File.ReadAllBytes(path);
        Write("partners/volt/charging-period.yaml");
        Write("partners/acme/charge-detail-record.yaml");
        book = Anew().Book!;
    }

    [Test]
    public void A_comment_in_one_file_compiles_what_is_made_of_it_and_nothing_else()
    {
        Append("charging-period", "# more\n");
        var next = book.With(new(files)).Book!;
        Assert.Multiple(() =>
        {
            Assert.That(Same(next, "token"), Is.True);
            Assert.That(Same(next, "charge-detail-record", "acme"), Is.False, "it has such periods");
            foreach (var name in new[] { "charging-period", "charge-detail-record", "session" })
            {
                Assert.That(Same(next, name), Is.False, name);
                Assert.That(Same(next, name, "volt"), Is.False, name);
            }
        });
    }

    [Test]
    public void A_partners_file_compiles_the_partners_mappings_alone()
    {
        files["partners/acme/charge-detail-record.yaml"] = Encoding.UTF8.GetBytes(Overlays["partners/acme/charge-detail-record.yaml"] + "# more\n");
        var next = book.With(new(files)).Book!;
        Assert.That(Same(next, "charge-detail-record", "acme"), Is.False);
        Assert.That(book.All.Except(next.All), Is.EqualTo(new[] { book.Find(Dialect, "charge-detail-record", "acme") }));
    }

    [Test]
    public void What_all_files_share_compiles_them_all()
    {
        Append("_dialect", "# more\n");
        var next = book.With(new(files)).Book!;
        Assert.That(next.All.Intersect(book.All), Is.Empty);
    }

    [Test]
    public void A_fault_that_is_mended_costs_the_others_nothing()
    {
        var right = files[$"{Dialect}/token.yaml"];
        Append("token", "nonsense: [\n");
        Assert.That(book.With(new(files)).Book, Is.Null);
        files[$"{Dialect}/token.yaml"] = right;
        Assert.That(book.With(new(files)).Book!.All, Is.EquivalentTo(book.All));
    }

    /// <summary>Lines go, partners' files come and go, and what was broken is mended.</summary>
    [Test]
    public void After_any_edits_it_finds_what_reading_all_anew_finds([Range(1, 6)] int seed)
    {
        var (random, shipped) = (new Random(seed), files.ToDictionary());
        for (var edit = 0; edit < 12; edit++)
        {
            var path = files.Keys.Order(StringComparer.Ordinal).ElementAt(random.Next(files.Count));
            switch (random.Next(4))
            {
                case 0 when path.StartsWith(Dialect, StringComparison.Ordinal):
                    var lines = Encoding.UTF8.GetString(files[path]).Split('\n').ToList();
                    lines.RemoveAt(random.Next(lines.Count));
                    files[path] = Encoding.UTF8.GetBytes(string.Join('\n', lines));
                    break;
                case 1:
                    Write(Overlays.Keys.ElementAt(random.Next(Overlays.Count)));
                    break;
                case 2 when Overlays.ContainsKey(path):
                    files.Remove(path);
                    break;
                default:
                    foreach (var (file, bytes) in shipped) files[file] = bytes;
                    break;
            }
            var (again, anew) = (book.With(new(files)), Anew());
            Assert.That(again.Faults.Select(f => f.ToString()), Is.EqualTo(anew.Faults.Select(f => f.ToString())), $"edit {edit}");
            Assert.That(again.Book?.All.Select(m => $"{m.Dialect}/{m.Name} {m.At}"), Is.EqualTo(anew.Book?.All.Select(m => $"{m.Dialect}/{m.Name} {m.At}")), $"edit {edit}");
            if (again.Book is not null) book = again.Book;
        }
    }

    private MappingLoad Anew() => MappingBook.Load(new MappingFiles(files), Repository.Schemas, KnownSteps.All, partners: null);

    private bool Same(MappingBook next, string name, string? partner = null) => ReferenceEquals(next.Find(Dialect, name, partner), book.Find(Dialect, name, partner));

    private void Write(string overlay) => files[overlay] = Encoding.UTF8.GetBytes(Overlays[overlay]);

    private void Append(string name, string text) => files[$"{Dialect}/{name}.yaml"] = [.. files[$"{Dialect}/{name}.yaml"], .. Encoding.UTF8.GetBytes(text)];
}
