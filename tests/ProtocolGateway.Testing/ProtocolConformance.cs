using Microsoft.Extensions.Configuration;
using NUnit.Framework;
using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Testing;

/// <summary>What is true of every protocol. Each protocol's tests inherit it once.</summary>
public abstract class ProtocolConformance
{
    /// <summary>The protocol, as the gateway makes it.</summary>
    protected abstract IProtocol Protocol { get; }

    /// <summary>The folders of its mappings: <c>emip</c>.</summary>
    protected abstract IReadOnlyList<string> Dialects { get; }

    /// <summary>The protocol's own section of a partner in good order, flat: <c>("Url", "http://127.0.0.1:9/")</c>.</summary>
    protected abstract IReadOnlyDictionary<string, string?> GoodSection { get; }

    private string SectionName => char.ToUpperInvariant(Protocol.Name[0]) + Protocol.Name[1..];

    [Test]
    public void Its_name_is_lower_case() => Assert.That(Protocol.Name, Does.Match("^[a-z]+$"));

    [Test]
    public void It_has_one_operation_of_a_name_for_each_kind_of_addressee()
    {
        var names = Protocol.Operations.Select(operation => (operation.Name, operation.SaidTo)).ToList();
        Assert.That(names, Is.Not.Empty.And.Unique);
        Assert.That(names.Select(n => n.Name), Has.None.Matches<string>(string.IsNullOrWhiteSpace));
    }

    [Test]
    public void Every_mapping_that_an_operation_names_exists_in_each_dialect()
    {
        var missing =
            from operation in Protocol.Operations
            where operation.Mapping is not null
            from dialect in Dialects
            let file = Path.Combine(Repository.Mappings, dialect, $"{operation.Mapping}.yaml")
            where !File.Exists(file)
            select $"{operation.Name}: {file}";
        Assert.That(missing, Is.Empty);
    }

    [Test]
    public void What_it_can_say_means_a_canonical_message() =>
        Assert.That(Protocol.Operations.Where(operation => operation.Said && operation.Message is null), Is.Empty);

    [Test]
    public void A_message_is_said_by_one_operation_only_to_whom_it_is_said() => Assert.That(
        Protocol.Operations.Where(operation => operation is { Said: true, Fits: null }).Select(operation => (operation.Message, operation.SaidTo)), Is.Unique);

    [Test]
    public void A_section_in_good_order_has_no_fault()
    {
        var reading = Read(GoodSection);
        Assert.Multiple(() =>
        {
            Assert.That(reading.Faults, Is.Empty);
            Assert.That(reading.Settings, Is.Not.Null);
            Assert.That(Dialects, Does.Contain(reading.Dialect));
            Assert.That(reading.Concurrency, Is.Positive);
        });
    }

    [Test]
    public void An_empty_section_is_a_fault_that_names_its_place() => AssertFaults(Read(new Dictionary<string, string?>()));

    [Test]
    public void Nonsense_in_any_setting_is_a_fault_or_taken_as_text_and_never_thrown()
    {
        foreach (var name in GoodSection.Keys)
        {
            var section = GoodSection.ToDictionary(pair => pair.Key, pair => pair.Key == name ? "\u0001 :// nonsense" : pair.Value);
            var reading = Read(section);
            if (reading.Faults.Count > 0) AssertFaults(reading);
        }
    }

    private static void AssertFaults(PartnerReading reading) => Assert.Multiple(() =>
    {
        Assert.That(reading.Faults, Is.Not.Empty);
        foreach (var fault in reading.Faults)
        {
            Assert.That(fault.Path, Does.StartWith("Gateway:Partners:tested"));
            Assert.That(fault.Text, Is.Not.Empty);
        }
    });

    private PartnerReading Read(IReadOnlyDictionary<string, string?> section)
    {
        const string Partner = "Gateway:Partners:tested";
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(section.ToDictionary(pair => $"{Partner}:{SectionName}:{pair.Key}", pair => pair.Value))
            .Build();
        var context = new PartnerContext(
            "tested", Partner, new PartyId("FR", "GTW"), null, [new PartnerRole(Role.EMSP, new PartyId("DE", "ABC"))], AllowInsecure: false);
        return Protocol.ReadPartner(context, configuration.GetSection($"{Partner}:{SectionName}"));
    }
}
