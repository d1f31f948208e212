using ProtocolGateway.Canonical;

namespace ProtocolGateway.Tests.Steps;

public sealed class TokenStepTests
{
    private const string Contract = "DE-ABC-C12345678-9";

    private readonly StepUnderTest step = new("token");

    [SetUp]
    public void SetUp()
    {
        step.Tokens.Clear();
        step.Sessions.Clear();
    }

    [Test]
    public void The_contract_comes_from_the_directory()
    {
        step.Tokens.Add(Some.Token);

        step.Completes(
            Some.FromEmip,
            With(Some.FromEmip.CdrToken! with { ContractId = Contract }),
            "Supplied: cdr_token.contract_id: the directory");
    }

    [Test]
    public void The_directorys_contract_comes_before_the_alias_that_the_record_tells()
    {
        step.Tokens.Add(Some.Token);

        step.Completes(
            With(Some.FromEmip.CdrToken! with { ContractId = "ALIAS" }),
            With(Some.FromEmip.CdrToken! with { ContractId = Contract }),
            "Supplied: cdr_token.contract_id: the directory");
    }

    [Test]
    public void Without_the_directory_the_alias_is_the_contract() =>
        step.Leaves(With(Some.FromEmip.CdrToken! with { ContractId = "ALIAS" }));

    [Test]
    public void A_token_that_is_a_contract_is_its_own() => step.Completes(
        With(new CdrToken { Party = Some.Party("DEABC"), Type = TokenType.EMAID, Uid = Contract }),
        With(new CdrToken { Party = Some.Party("DEABC"), Type = TokenType.EMAID, Uid = Contract, ContractId = Contract }),
        "Supplied: cdr_token.contract_id: the token's uid, which is a contract");

    [Test]
    public void Without_any_contract_the_record_is_held_until_the_token_arrives() =>
        step.Holds(With(Some.FromEmip.CdrToken! with { Uid = "04a2b3c4d5e680" }), "NoContract", "token:RFID:04A2B3C4D5E680");

    [Test]
    public void A_token_of_another_eMSP_is_no_help()
    {
        step.Tokens.Add(Some.Token with { Party = Some.Party("FRXYZ") });

        step.Holds(Some.FromEmip, "NoContract", "token:RFID:04A2B3C4D5E680");
    }

    [Test]
    public void The_owner_comes_from_the_directory_if_exactly_one_has_the_token()
    {
        step.Tokens.Add(Some.Token);

        step.Completes(
            With(Some.FromEmip.CdrToken! with { Party = null }),
            With(Some.FromEmip.CdrToken! with { ContractId = Contract }),
            "Supplied: cdr_token.party: the directory: only DE*ABC has the token",
            "Supplied: cdr_token.contract_id: the directory");
    }

    [Test]
    public void A_token_of_several_eMSPs_has_no_known_owner()
    {
        step.Tokens.Add(Some.Token);
        step.Tokens.Add(Some.Token with { Party = Some.Party("FRXYZ") });

        step.Holds(With(Some.FromEmip.CdrToken! with { Party = null }), "NoRecipient", "token:RFID:04A2B3C4D5E680");
    }

    [Test]
    public void The_owner_of_a_contract_is_found_by_the_contract_of_any_of_its_tokens()
    {
        step.Tokens.Add(Some.Token);

        step.Completes(
            With(new CdrToken { Type = TokenType.EMAID, Uid = "DEABCC123456789" }),
            With(new CdrToken { Party = Some.Party("DEABC"), Type = TokenType.EMAID, Uid = "DEABCC123456789", ContractId = "DEABCC123456789" }),
            "Supplied: cdr_token.party: the directory: only DE*ABC has the token",
            "Supplied: cdr_token.contract_id: the token's uid, which is a contract");
    }

    [Test]
    public void A_user_is_told_under_the_type_that_the_directory_has()
    {
        step.Tokens.Add(Some.Token with { Uid = "app-user-7", Type = TokenType.APP_USER });

        step.Completes(
            With(new CdrToken { Party = Some.Party("DEABC"), Type = TokenType.OTHER, Uid = "app-user-7" }),
            With(new CdrToken { Party = Some.Party("DEABC"), Type = TokenType.APP_USER, Uid = "app-user-7", ContractId = Contract }),
            "Supplied: cdr_token.contract_id: the directory");
    }

    [Test]
    public void The_sessions_memory_comes_before_all_else()
    {
        step.Tokens.Add(Some.Token);
        step.Sessions.Add(Some.Session with
        {
            Token = new CdrToken { Party = Some.Party("DEABC"), Type = TokenType.APP_USER, Uid = "u-1", ContractId = "DE-ABC-C0000000-1" },
        });

        step.Completes(
            Some.FromEmip,
            With(new CdrToken { Party = Some.Party("DEABC"), Type = TokenType.APP_USER, Uid = "u-1", ContractId = "DE-ABC-C0000000-1" }),
            "Differs: cdr_token.uid: the record names another token than the session was authorised for",
            "Supplied: cdr_token: the session's memory");
    }

    [Test]
    public void A_record_and_a_session_of_different_payers_are_held()
    {
        step.Sessions.Add(Some.Session with { Emsp = Some.Party("FRXYZ") });

        step.Holds(Some.FromEmip, "PayerDiffers", null);
        step.Holds(Some.FromOcpi, "PayerDiffers", null);
    }

    [Test]
    public void A_CPOs_own_snapshot_is_not_touched()
    {
        step.Tokens.Add(Some.Token with { ContractId = "DE-ABC-CNEW" });

        step.Leaves(Some.FromOcpi);
    }

    [Test]
    public void A_uid_of_more_than_36_characters_has_no_form_in_OCPI() =>
        step.Holds(With(Some.FromEmip.CdrToken! with { Uid = new string('7', 37) }), "TokenTooLong", null);

    [Test]
    public void A_record_without_a_token_is_held() => step.Holds(With(null), "NoToken", null);

    private static ChargeDetailRecord With(CdrToken? token) => Some.FromEmip with { CdrToken = token };
}
