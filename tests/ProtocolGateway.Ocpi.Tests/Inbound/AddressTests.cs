using ProtocolGateway.Ocpi.Inbound;
using ProtocolGateway.Ocpi.Tests.StandIns;

namespace ProtocolGateway.Ocpi.Tests.Inbound;

/// <summary>Every address below /ocpi answers with the envelope, whatever is asked there.</summary>
public sealed class AddressTests : EndpointTest
{
    [TestCase("/ocpi")]
    [TestCase("/ocpi/")]
    [TestCase("/ocpi/2.0")]
    [TestCase("/ocpi/2.2.1/credentials/more")]
    [TestCase("/ocpi/2.2.1/sessions")]
    [TestCase("/ocpi/2.2.1/cdrs/FR/798")]
    [TestCase("/ocpi/2.2.1/cdrs/FR/798/a/b")]
    [TestCase("/ocpi/2.2.1/cdrs/FR/798/unheard-of")]
    [TestCase("/ocpi/2.2.1/cdrs/NL/EVL/1")]
    [TestCase("/ocpi/2.2.1/cdrs/FRANCE/798/1")]
    public async Task An_address_that_is_not_served_and_an_object_that_is_not_there_are_404(string path)
    {
        var answer = await Endpoint.GetAsync(path);

        Assert.That((answer.Http, answer.Code), Is.EqualTo((404, 2000)));
        Assert.That(answer.Message, Is.Not.Empty);
    }

    [TestCase("DELETE", "/ocpi/versions", "GET")]
    [TestCase("POST", "/ocpi/2.2.1", "GET")]
    [TestCase("GET", "/ocpi/2.2.1/cdrs", "POST")]
    [TestCase("PUT", "/ocpi/2.2.1/cdrs", "POST")]
    [TestCase("PATCH", "/ocpi/2.2.1/cdrs/FR/798/1", "GET")]
    public async Task Another_method_is_405_and_says_which_there_is(string method, string path, string allowed)
    {
        var answer = await Endpoint.SendAsync(new HttpMethod(method), path, null, OcpiUnderTest.CpoToken);

        Assert.That((answer.Http, answer.Code, answer.Headers["Allow"]), Is.EqualTo((405, 2000, allowed)));
    }

    [TestCase(null)]
    [TestCase("Token")]
    [TestCase("Token ")]
    [TestCase("Token somebody-else")]
    [TestCase("Bearer cpo-token-of-798")]
    [TestCase("Tokencpo-token-of-798")]
    public async Task Who_is_not_known_gets_401_at_every_address(string? authorization)
    {
        foreach (var path in new[] { "/ocpi/versions", "/ocpi/2.2.1", "/ocpi/2.2.1/cdrs/FR/798/1", "/ocpi/nowhere" })
        {
            var answer = authorization is null
                ? await Endpoint.GetAsync(path, token: null)
                : await Endpoint.GetAsync(path, null, ("Authorization", authorization));

            Assert.That((answer.Http, answer.Code), Is.EqualTo((401, 2000)), path);
        }
    }

    [TestCase("cpo-token-of-798", TestName = "A_token_is_taken_as_it_is")]
    [TestCase("Y3BvLXRva2VuLW9mLTc5OA==", TestName = "A_token_is_taken_in_Base64")]
    [TestCase("Y3BvLXRva2VuLW9mLTc5OAo=", TestName = "A_token_is_taken_in_Base64_with_a_line_feed_at_its_end")]
    public async Task A_token_is_taken(string value)
    {
        var answer = await Endpoint.GetAsync("/ocpi/versions", null, ("Authorization", "Token " + value));

        Assert.That(answer.Http, Is.EqualTo(200));
    }

    [Test]
    public async Task The_two_ids_come_back_as_they_were_sent()
    {
        var answer = await Endpoint.GetAsync("/ocpi/versions", OcpiUnderTest.CpoToken, ("X-Request-ID", "r-1"), ("X-Correlation-ID", "c-1"));

        Assert.That((answer.Headers["X-Request-ID"], answer.Headers["X-Correlation-ID"]), Is.EqualTo(("r-1", "c-1")));
    }

    [TestCase("")]
    [TestCase("über")]
    public async Task Ids_that_are_missing_or_no_header_may_hold_are_made(string id)
    {
        var answer = id.Length == 0
            ? await Endpoint.GetAsync("/ocpi/nowhere")
            : await Endpoint.GetAsync("/ocpi/nowhere", OcpiUnderTest.CpoToken, ("X-Request-ID", id), ("X-Correlation-ID", id));

        Assert.That(Guid.TryParse(answer.Headers["X-Request-ID"], out _) && Guid.TryParse(answer.Headers["X-Correlation-ID"], out _));
    }

    [TestCase("/ocpi/2.2.1/cdrs/FR/798/a%2Fb", new[] { "2.2.1", "cdrs", "FR", "798", "a/b" })]
    [TestCase("/ocpi/2.2.1/cdrs/FR/798/a%252Fb/", new[] { "2.2.1", "cdrs", "FR", "798", "a%2Fb" })]
    [TestCase("/ocpi/versions?x=/y", new[] { "versions" })]
    [TestCase("http://gateway.example/ocpi/versions", new[] { "versions" })]
    [TestCase("/ocpi/2.2.1//cdrs", new[] { "2.2.1", "", "cdrs" })]
    public void An_address_is_split_before_it_is_decoded(string target, string[] segments) =>
        Assert.That(OcpiPath.Segments(target), Is.EqualTo(segments));
}
