using ProtocolGateway.Canonical;

namespace ProtocolGateway.Tests.Steps;

/// <summary>A session that its CPO tells whole, as the reading that an eMIP eMSP asked for (translation.md section 4, CDRNature 2).</summary>
public sealed class SessionReadingStepTests
{
    private static readonly DateTimeOffset Noon = Some.At("2026-03-01T12:00:00Z"), Later = Some.At("2026-03-01T12:20:00Z");

    private static readonly CdrToken Card = new() { Party = Some.Party("DEABC"), Uid = "04A2", Type = TokenType.RFID, ContractId = "DE-ABC-C1" };

    private static readonly Session Whole = new()
    {
        Party = Some.Party("FR798"),
        Id = "SES-9",
        StartDateTime = Noon,
        Kwh = 2,
        CdrToken = Card,
        EvseUid = "3256",
        Status = SessionStatus.ACTIVE,
        LastUpdated = Later,
    };

    private static readonly Session Read = Whole with { EvseId = "FR*798*EHALLES*01", ReadAt = Later, TotalTime = TimeSpan.FromMinutes(20) };

    private static readonly string[] Reports =
    [
        "Supplied: read_at: last_updated", "Supplied: total_time: from start_date_time to last_updated", "Supplied: evse_id: the directory, by the CPO's own id",
    ];

    [Test]
    public void It_was_read_when_it_was_updated_where_the_directory_knows() =>
        new StepUnderTest("session-reading") { Locations = { Some.Location } }.Completes(Whole, Read, Reports);

    [Test]
    public void The_card_behind_a_contract_is_the_one_that_was_allowed() =>
        new StepUnderTest("session-reading") { Locations = { Some.Location }, Sessions = { Some.Session with { Token = Card } } }.Completes(
            Whole with { CdrToken = new() { ContractId = "DE-ABC-C1" } }, Read, [.. Reports, "Supplied: cdr_token: the session's memory"]);

    [Test]
    public void Without_the_place_it_is_held() => new StepUnderTest("session-reading").Holds(Whole, "NoLocation", "evse-uid:FR798:3256");

    [Test]
    public void What_eMIP_tells_itself_stays() => new StepUnderTest("session-reading").Leaves(Whole with { Status = null, LastUpdated = null, ReadAt = Noon });

    [Test]
    public void A_record_that_names_a_contract_only_is_told_with_the_card_that_was_allowed()
    {
        var step = new StepUnderTest("payer") { Sessions = { Some.Session with { Token = Card } } };
        var told = Some.FromOcpi with { SessionId = null, Id = "SES-9", CdrToken = new() { ContractId = "DE-ABC-C1" } };
        step.Completes(told, told with { CdrToken = Card }, "Supplied: cdr_token: the session's memory");
    }
}
