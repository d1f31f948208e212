using ProtocolGateway.Canonical;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Tests.Sessions;

/// <summary>Sessions of a file as the memory would have them.</summary>
internal sealed class FileSessionsTests
{
    private static readonly Session Told = new()
    {
        Party = new("FR", "798"),
        Id = "S-1",
        Status = SessionStatus.COMPLETED,
        StartDateTime = DateTimeOffset.UnixEpoch,
        LastUpdated = DateTimeOffset.UnixEpoch.AddHours(1),
        CdrToken = new() { Party = new("DE", "ABC"), Uid = "04A2B3C4D5E680", Type = TokenType.RFID, ContractId = "DE-ABC-C1" },
        AuthMethod = AuthMethod.AUTH_REQUEST,
        AuthorizationReference = "AUTH-9",
    };

    [TestCase("FR798", "S-1")]
    [TestCase("DEABC", "S-1")]
    public async Task A_session_is_found_by_those_who_know_it(string neighbour, string id)
    {
        var found = await FileSessions.Of([Told, Told with { Id = "S-2" }]).FindAsync(neighbour, id, CancellationToken.None);
        Assert.That(
            (found!.Cpo, found.Emsp, found.Token, found.AuthMethod, found.AuthorizationReference, found.State, found.EndedAt),
            Is.EqualTo((Told.Party, Told.CdrToken!.Party, Told.CdrToken, Told.AuthMethod, Told.AuthorizationReference, SessionState.ENDED, Told.LastUpdated)));
    }

    [Test]
    public async Task An_eMSP_behind_eMIP_knows_it_by_the_id_that_is_made_for_it()
    {
        var name = SessionAlias.ForService(Told.Party!, "S-1");
        Assert.That((await FileSessions.Of([Told]).FindAsync("DEABC", name, CancellationToken.None))?.NameOf("DEABC", SessionNameKind.Service), Is.EqualTo(name));
    }

    [Test]
    public async Task Whose_nobody_knows_is_not_found() =>
        Assert.That(await FileSessions.Of([Told with { Party = null }]).FindAsync("FR798", "S-1", CancellationToken.None), Is.Null);
}
