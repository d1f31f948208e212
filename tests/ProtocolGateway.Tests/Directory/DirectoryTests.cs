using System.Text;
using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Tests.Steps;

namespace ProtocolGateway.Tests.Directory;

/// <summary>What every directory promises, whether it is kept in memory or in the journal.</summary>
[TestFixture(true)]
[TestFixture(false)]
public sealed class DirectoryTests(bool journaled)
{
    private static readonly DateTimeOffset January = Some.At("2026-01-15T00:00:00Z");
    private static readonly DateTimeOffset March = Some.At("2026-03-15T00:00:00Z");

    private JournalFolder folder = null!;
    private IDirectory? opened;

    [SetUp]
    public void SetUp() => folder = new JournalFolder();

    [TearDown]
    public void TearDown()
    {
        (opened as IDisposable)?.Dispose();
        folder.Dispose();
    }

    [TestCase("FR*798*EHALLES*01", true)]
    [TestCase("fr*798*ehalles*01", true)]
    [TestCase(" FR*798*EHALLES*01 ", true)]
    [TestCase("FR798EHALLES01", false)]
    [TestCase("FR-798-EHALLES-01", false)]
    public void An_EVSE_is_found_by_its_public_id_and_exactly_if_only_case_differs(string id, bool exact)
    {
        var found = Find(With([Some.Location]), id, March);

        Same(found!.Location, Some.Location);
        Same(found.Evse, Some.Evse);
        Assert.That(found.Exact, Is.EqualTo(exact));
    }

    [Test]
    public void An_EVSE_that_nobody_has_is_not_found() => Assert.That(Find(With([Some.Location]), "FR*798*EHALLES*02", March), Is.Null);

    [Test]
    public void Of_two_ids_that_are_equal_without_separators_the_one_that_was_asked_for_is_found()
    {
        var directory = With([Some.Location with
        {
            Evses = [Some.Evse with { Uid = "1", EvseId = "FR*798*E12*3" }, Some.Evse with { Uid = "2", EvseId = "FR*798*E1*23" }],
        }]);

        Assert.That((Find(directory, "FR*798*E1*23", March)!.Evse.Uid, Find(directory, "FR*798*E1*23", March)!.Exact), Is.EqualTo(("2", true)));
        Assert.That(Find(directory, "FR*798*E123", March)!.Exact, Is.False);
    }

    [TestCase("3256", true)]
    [TestCase("3257", false)]
    public void An_EVSE_is_found_by_the_id_of_its_CPO(string uid, bool found) =>
        Assert.That(FindUid(With([Some.Location]), "FR798", uid, March) is not null, Is.EqualTo(found));

    [Test]
    public void The_id_of_a_CPO_is_compared_without_regard_to_case_but_with_its_separators()
    {
        var directory = With([Some.Location with { Evses = [Some.Evse with { Uid = "Uid-A" }] }]);

        Assert.That(FindUid(directory, "FR798", "UID-a", March), Is.Not.Null);
        Assert.That(FindUid(directory, "FR798", "UIDA", March), Is.Null);
        Assert.That(FindUid(directory, "FR799", "Uid-A", March), Is.Null);
    }

    [Test]
    public void A_location_is_found_as_it_was_at_the_time()
    {
        var directory = With([
            Some.Location,
            Some.Location with { Name = "February", LastUpdated = Some.At("2026-02-01T00:00:00Z") },
            Some.Location with { Name = "April", LastUpdated = Some.At("2026-04-01T00:00:00Z") }]);

        Assert.Multiple(() =>
        {
            Assert.That(Find(directory, Some.Evse.EvseId!, Some.At("2020-01-01T00:00:00Z"))!.Location.Name, Is.EqualTo("Les Halles"));
            Assert.That(Find(directory, Some.Evse.EvseId!, January)!.Location.Name, Is.EqualTo("Les Halles"));
            Assert.That(Find(directory, Some.Evse.EvseId!, Some.At("2026-02-01T00:00:00Z"))!.Location.Name, Is.EqualTo("February"));
            Assert.That(FindUid(directory, "FR798", "3256", March)!.Location.Name, Is.EqualTo("February"));
            Assert.That(Find(directory, Some.Evse.EvseId!, Some.At("2026-05-01T00:00:00Z"))!.Location.Name, Is.EqualTo("April"));
        });
    }

    [Test]
    public void An_EVSE_that_came_later_is_found_in_the_oldest_version_that_has_it()
    {
        var added = Some.Evse with { Uid = "new", EvseId = "FR*798*ENEW" };
        var directory = With([
            Some.Location,
            Some.Location with { Name = "February", Evses = [Some.Evse, added], LastUpdated = Some.At("2026-02-01T00:00:00Z") },
            Some.Location with { Name = "April", Evses = [Some.Evse, added], LastUpdated = Some.At("2026-04-01T00:00:00Z") }]);

        Assert.That(Find(directory, "FR*798*ENEW", January)!.Location.Name, Is.EqualTo("February"));
    }

    [Test]
    public void An_EVSE_that_was_taken_away_is_found_in_the_last_version_that_had_it()
    {
        var directory = With([Some.Location, Some.Location with { Evses = [], LastUpdated = Some.At("2026-02-01T00:00:00Z") }]);

        Assert.That(Find(directory, Some.Evse.EvseId!, March)!.Location.Evses, Has.Count.EqualTo(1));
    }

    [Test]
    public void An_EVSE_that_was_named_anew_is_found_by_either_name()
    {
        var directory = With([
            Some.Location,
            Some.Location with { Evses = [Some.Evse with { EvseId = "FR*798*EANEW" }], LastUpdated = Some.At("2026-02-01T00:00:00Z") }]);

        Assert.That(Find(directory, Some.Evse.EvseId!, March)!.Evse.EvseId, Is.EqualTo(Some.Evse.EvseId));
        Assert.That(Find(directory, "FR*798*EANEW", March)!.Evse.EvseId, Is.EqualTo("FR*798*EANEW"));
    }

    [Test]
    public void An_EVSE_that_moved_is_found_where_it_was_at_the_time()
    {
        var directory = With([Some.Location, Some.Location with { Id = "ELSEWHERE", LastUpdated = Some.At("2026-02-01T00:00:00Z") }]);

        Assert.That(Find(directory, Some.Evse.EvseId!, January)!.Location.Id, Is.EqualTo("HALLES"));
        Assert.That(Find(directory, Some.Evse.EvseId!, March)!.Location.Id, Is.EqualTo("ELSEWHERE"));
    }

    [TestCase("04a2b3c4d5e680", TokenType.RFID)]
    [TestCase("04-A2-B3-C4-D5-E6-80", TokenType.RFID)]
    [TestCase("04A2B3C4D5E680", null)]
    public void A_card_is_found_by_its_uid_in_any_notation(string uid, TokenType? type) =>
        Same(Tokens(With([], [Some.Token]), uid, type).Single(), Some.Token);

    [TestCase(TokenType.OTHER)]
    [TestCase(TokenType.APP_USER)]
    public void A_card_is_nothing_else(TokenType type) => Assert.That(Tokens(With([], [Some.Token]), "04A2B3C4D5E680", type), Is.Empty);

    [Test]
    public void A_token_of_the_very_type_comes_before_one_of_a_type_that_can_mean_the_same()
    {
        var directory = With([], [Some.Token with { Uid = "u", Type = TokenType.APP_USER }, Some.Token with { Uid = "u", Type = TokenType.OTHER }]);

        Assert.That(Tokens(directory, "u", TokenType.OTHER).Select(t => t.Type), Is.EqualTo(new[] { TokenType.OTHER }));
        Assert.That(Tokens(directory, "u", TokenType.EMAID).Select(t => t.Type), Is.EquivalentTo(new[] { TokenType.APP_USER, TokenType.OTHER }));
    }

    [Test]
    public void Separators_mean_something_in_ids_that_an_app_made() =>
        Assert.That(Tokens(With([], [Some.Token with { Uid = "a-1", Type = TokenType.APP_USER }]), "a1", TokenType.APP_USER), Is.Empty);

    [Test]
    public void Everybodys_tokens_are_found() =>
        Assert.That(
            Tokens(With([], [Some.Token, Some.Token with { Party = Some.Party("FRXYZ") }]), "04A2B3C4D5E680", TokenType.RFID).Select(t => t.Party!.Key),
            Is.EqualTo(new[] { "DEABC", "FRXYZ" }));

    [TestCase("DE-ABC-C12345678-9")]
    [TestCase("deabcc123456789")]
    public void A_contract_is_found_in_any_notation(string contract) =>
        Same(With([], [Some.Token]).FindContractAsync(contract, default).AsTask().Result.Single(), Some.Token);

    private IDirectory With(Location[] locations, Token[]? tokens = null)
    {
        if (!journaled) return opened = new FileDirectory(locations, tokens ?? []);
        // The newest first: the order of arrival decides nothing.
        Assert.That(folder.ImportLocations([.. locations.Reverse()]).Bad, Is.Empty);
        Assert.That(folder.ImportTokens(tokens ?? []).Bad, Is.Empty);
        return opened = new JournalDirectory(folder.Open(), TimeProvider.System);
    }

    private static PlacedEvse? Find(IDirectory directory, string evseId, DateTimeOffset at) => directory.FindEvseAsync(evseId, at, default).AsTask().Result;

    private static PlacedEvse? FindUid(IDirectory directory, string cpo, string uid, DateTimeOffset at) =>
        directory.FindEvseByUidAsync(Some.Party(cpo), uid, at, default).AsTask().Result;

    private static IReadOnlyList<Token> Tokens(IDirectory directory, string uid, TokenType? type) => directory.FindTokensAsync(uid, type, default).AsTask().Result;

    private static void Same(object one, object other) =>
        Assert.That(Encoding.UTF8.GetString(CanonicalJson.Write(one)), Is.EqualTo(Encoding.UTF8.GetString(CanonicalJson.Write(other))));
}
