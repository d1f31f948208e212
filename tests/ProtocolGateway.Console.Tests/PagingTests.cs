using Microsoft.AspNetCore.Http;

namespace ProtocolGateway.Console.Tests;

internal sealed class PagingTests
{
    [TestCase(null, null, 100, null)]
    [TestCase("1", null, 1, null)]
    [TestCase("1000", "77", 1000, 77L)]
    public void A_page_is_as_long_as_asked_and_begins_where_the_last_ended(string? limit, string? after, int length, long? begins)
    {
        var page = Paging.Read(limit, after, Paging.Number, out var fault);
        Assert.Multiple(() =>
        {
            Assert.That(page, Is.EqualTo((length, begins)));
            Assert.That(fault, Is.Null);
        });
    }

    [TestCase("0", null, "limit")]
    [TestCase("1001", null, "limit")]
    [TestCase("many", null, "limit")]
    [TestCase("5", "here", "after")]
    public void Nonsense_is_answered_by_400_and_the_name_of_the_parameter(string? limit, string? after, string named)
    {
        var page = Paging.Read(limit, after, Paging.Number, out var fault);
        Assert.Multiple(() =>
        {
            Assert.That(page, Is.Null);
            Assert.That(fault, Is.InstanceOf<IStatusCodeHttpResult>().With.Property(nameof(IStatusCodeHttpResult.StatusCode)).EqualTo(400));
            Assert.That(((Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult)fault!).ProblemDetails.Title, Does.Contain(named));
        });
    }
}
