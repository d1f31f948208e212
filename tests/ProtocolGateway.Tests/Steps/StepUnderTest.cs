using System.Text;
using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Steps;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Tests.Steps;

/// <summary>A step, and what it may complete a record from.</summary>
internal sealed class StepUnderTest(string name)
{
    public List<Location> Locations { get; } = [];

    public List<Token> Tokens { get; } = [];

    public List<RememberedSession> Sessions { get; } = [];

    public Agreement? Agreement { get; set; }

    public Partner? Source { get; set; } = Some.Partner("acme-cpo", Role.CPO, "FR798");

    public Partner? Target { get; set; } = Some.Partner("volt-emsp", Role.EMSP, "DEABC");

    /// <summary>What the step reported, a line each.</summary>
    public IReadOnlyList<string> Reports { get; private set; } = [];

    public Hold? Hold { get; private set; }

    public ChargeDetailRecord Complete(ChargeDetailRecord record)
    {
        var completion = new Completion
        {
            Message = record,
            Directory = new FileDirectory(Locations, Tokens),
            Sessions = new FileSessions(Sessions),
            Agreement = Agreement,
            Source = Source,
            Partner = Target,
            Gateway = new PartyId("FR", "GTW"),
            At = Some.At("2026-03-01T15:00:00Z"),
        };
        var task = KnownSteps.All.Single(s => s.Name == name).ApplyAsync(completion, CancellationToken.None).AsTask();
        Assert.That(task.IsCompletedSuccessfully, () => task.Exception?.ToString() ?? "not completed");
        Hold = task.Result;
        Reports = [.. completion.Losses.Select(l => l.ToString())];
        return (ChargeDetailRecord)completion.Message;
    }

    /// <summary>The whole record is as expected, and so is everything reported.</summary>
    public void Completes(ChargeDetailRecord record, ChargeDetailRecord expected, params string[] reports)
    {
        var completed = Complete(record);

        Assert.That(Hold, Is.Null);
        Assert.That(Text(completed), Is.EqualTo(Text(expected)));
        Assert.That(Reports, Is.EqualTo(reports));
    }

    public void Leaves(ChargeDetailRecord record) => Completes(record, record);

    public void Holds(ChargeDetailRecord record, string code, string? waitsFor)
    {
        Complete(record);

        Assert.That((Hold?.Code, Hold?.WaitsFor), Is.EqualTo((code, waitsFor)));
    }

    private static string Text(ChargeDetailRecord record) => Encoding.UTF8.GetString(CanonicalJson.Write(record));
}
