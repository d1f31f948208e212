namespace ProtocolGateway.Console.Tests.Sessions;

public sealed class SessionListTests : ConsoleTest
{
    [Test]
    public async Task A_session_is_shown_with_every_name_that_it_has_and_without_its_token()
    {
        await Console.WriteAsync(Rows.Session(1));

        (await Console.GetAsync("/api/sessions")).Shows(200,
            """
            {
              "items": [
                {
                  "id": "00000000-0000-7000-8000-000000000001", "cpo": "FR*798", "emsp": "DE*ABC", "evseId": "FR*798*E1",
                  "authMethod": "AUTH_REQUEST", "authorizationReference": "A-1", "updatedAt": "2026-10-01T12:00:00Z",
                  "names": [
                    { "neighbour": "FR798", "kind": "Service", "value": "S-1" },
                    { "neighbour": "DEABC", "kind": "Emsp", "value": "X" }
                  ]
                }
              ],
              "next": null
            }
            """);
    }

    [Test]
    public async Task Pages_go_on_where_the_one_before_ended_while_sessions_begin()
    {
        await Console.WriteAsync(Rows.Session(1), Rows.Session(2), Rows.Session(3));

        var first = await Console.GetAsync("/api/sessions?limit=2");
        await Console.WriteAsync(Rows.Session(4));
        var second = await Console.GetAsync($"/api/sessions?limit=2&after={first.Next}");

        Assert.That((first.Items("id"), second.Items("id"), second.Next), Is.EqualTo(($"{Rows.Id(3)} {Rows.Id(2)}", $"{Rows.Id(1)}", (string?)null)));
    }

    [Test]
    public async Task The_lowest_id_there_can_be_has_no_page_after_it()
    {
        await Console.WriteAsync(Rows.Session(1));

        (await Console.GetAsync($"/api/sessions?after={Guid.Empty}")).Shows(200, """{ "items": [], "next": null }""");
    }

    [TestCase("limit=-1", "limit", "'-1' was found; expected a number from 1 to 1000")]
    [TestCase("after=17", "after", "'17' was found; expected the 'next' of the page before")]
    public async Task A_wrong_parameter_is_named_with_what_was_expected(string query, string name, string detail) =>
        (await Console.GetAsync($"/api/sessions?{query}")).IsProblem(400, $"The parameter '{name}' is wrong", detail);
}
