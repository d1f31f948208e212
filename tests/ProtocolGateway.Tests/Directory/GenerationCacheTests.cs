using ProtocolGateway.Directory;

namespace ProtocolGateway.Tests.Directory;

public sealed class GenerationCacheTests
{
    [Test]
    public void No_more_than_twice_its_size_is_kept_and_what_is_used_stays()
    {
        var cache = new GenerationCache<int, string>(10);
        for (var i = 0; i < 100; i++)
        {
            cache.Add(i, $"{i}");
            cache.TryGet(0, out _);
        }

        var kept = Enumerable.Range(0, 100).Where(cache.Holds).ToList();
        Assert.That(kept, Has.Count.InRange(10, 20).And.Contains(0).And.Contains(99).And.Not.Contains(50));
    }
}
