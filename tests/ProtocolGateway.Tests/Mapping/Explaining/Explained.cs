using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Documents;
using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Explaining;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;
using ProtocolGateway.Testing;

namespace ProtocolGateway.Tests.Mapping.Explaining;

/// <summary>One document's way from a mapping to another, followed.</summary>
internal sealed class Explained
{
    private static readonly PartyId Gateway = new("FR", "GTW");
    private static readonly PartyId Owner = new("FR", "798");

    public IReadOnlyList<Location> Locations { get; init; } = [];

    public IReadOnlyList<Token> Tokens { get; init; } = [];

    public IReadOnlyList<Tariff> Tariffs { get; init; } = [];

    public IReadOnlyList<RememberedSession> Sessions { get; init; } = [];

    public Agreement? Agreement { get; init; }

    /// <summary>What the samples need to be told in every dialect.</summary>
    public static Explained Everything() => new()
    {
        Locations = [SampleLocation(), At("FR*GWC*E75056*0042*1")],
        Tokens = [Card, Card with { Uid = "04A2B3C4D5E680" }],
        Sessions = [.. ((string[])["CDR-4711", "S-4711"]).Select(Remembered)],
        Agreement = new() { Unpriced = UnpricedPolicy.ZeroWithRemark, Currency = "EUR" },
    };

    public static Token Card { get; } = new() { Party = new("DE", "ABC"), Uid = "04A2B3C4D5E6F7", Type = TokenType.RFID, ContractId = "DE-ABC-C12345678-9" };

    /// <summary>OCPI 2.1.1 names no card, and eMIP can't do without one.</summary>
    public static RememberedSession Remembered(string name) => new()
    {
        Id = Guid.NewGuid(),
        Cpo = Owner,
        Emsp = Card.Party,
        Token = new CdrToken { Party = Card.Party, Uid = Card.Uid, Type = Card.Type, ContractId = Card.ContractId },
        Names = [new(Owner.Key, SessionNameKind.Service, name)],
    };

    public static Location SampleLocation() =>
        (Location)Shipped.ReadJson(Shipped.Find("ocpi-2.2.1", "location"), Sample("ocpi-2.2.1/location.json")).Message!;

    /// <summary>The sample with another EVSE of one connector.</summary>
    public static Location At(string evseId)
    {
        var sample = SampleLocation();
        var evse = sample.Evses![0];
        return sample with { Id = "L-2", Party = new(evseId[..2], evseId[3..6]), Evses = [evse with { EvseId = evseId, Connectors = [evse.Connectors![0]] }] };
    }

    public string Text { get; private set; } = "";

    /// <summary>Why nothing was written.</summary>
    public Hold? Hold { get; private set; }

    public async Task<IReadOnlyList<ExplainedField>> FieldsAsync(CompiledMapping from, string document, CompiledMapping to)
    {
        var explanation = new Explanation();
        var reading = Read(from, document, explanation);
        Assert.That(reading.Faults, Is.Empty);
        var heard = Owned(reading.Message!);
        var completion = new Completion
        {
            Message = heard,
            Directory = new FileDirectory(Locations, Tokens, Tariffs),
            Sessions = new FileSessions(Sessions),
            Agreement = Agreement,
            Gateway = Gateway,
            At = new DateTimeOffset(2026, 5, 4, 9, 0, 0, TimeSpan.Zero),
            Trail = explanation,
        };
        Hold = await to.CompleteAsync(completion, CancellationToken.None);
        if (Hold is null) Text = Write(to, completion.Message, heard, explanation);
        return Hold is null ? explanation.Of(Text) : [];
    }

    /// <summary>Whose OCPI's objects are, and which EVSE a status is about, their address says.</summary>
    private static object Owned(object record) => record switch
    {
        ChargeDetailRecord { Party: null } cdr => cdr with { Party = Owner },
        Session { Party: null } session => session with { Party = Owner },
        Location { Party: null } location => location with { Party = Owner },
        Tariff { Party: null } tariff => tariff with { Party = Owner },
        Token { Party: null } token => token with { Party = Owner },
        EvseStatusReport { EvseId: null } report => report with { Party = Owner, EvseId = "FR*798*E101*1" },
        _ => record,
    };

    private static Reading Read(CompiledMapping mapping, string text, Trail trail)
    {
        var context = new ReadContext { Trail = trail };
        if (mapping.Notation == Notation.Json)
        {
            var json = Document.FromJson(Encoding.UTF8.GetBytes(text), out _)!;
            return mapping.Read(json, json.Root, context);
        }
        using var reader = XmlReader.Create(new StringReader(XDocument.Parse(text).Root!.Elements().Last().Elements().Single().ToString()));
        reader.MoveToContent();
        var xml = Document.FromXml(reader);
        return mapping.Read(xml, xml.Root, context);
    }

    private string Write(CompiledMapping mapping, object message, object heard, Trail trail)
    {
        var context = new WriteContext { Trail = trail, Envelope = mapping.Envelope.ToDictionary(e => e, _ => "1", StringComparer.Ordinal) };
        using var buffer = new MemoryStream();
        if (mapping.Notation == Notation.Json)
        {
            using var json = new Utf8JsonWriter(buffer);
            json.WriteStartObject();
            Hold = mapping.Write(message, heard, new JsonDocumentWriter(json), context);
            json.WriteEndObject();
        }
        else
        {
            using var xml = XmlWriter.Create(buffer, new XmlWriterSettings { OmitXmlDeclaration = true, Encoding = new UTF8Encoding(false) });
            xml.WriteStartElement("Envelope", "http://www.w3.org/2003/05/soap-envelope");
            xml.WriteStartElement("request", "urn:emip");
            Hold = mapping.Write(message, heard, new XmlDocumentWriter(xml), context);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    public static string Sample(string path) => File.ReadAllText(Path.Combine(Repository.Root, "tests", "Documents", path));
}
