namespace Rlar.Agents.Scripts.Patterns;

/// <summary>The groups of a match by number and by name, the whole match the first; as .NET's.</summary>
/// <param name="items">The groups, by number.</param>
internal sealed class GroupCollection(IReadOnlyList<Group> items) : ReadOnlyItems<Group>(items)
{
    private static readonly Group s_none = new("", "", []);

    /// <summary>The groups.</summary>
    internal IEnumerable<Group> Values => this;

    /// <summary>A group by its name; one that did not match where there is none of that name.</summary>
    /// <param name="name">The name, or the number as text.</param>
    internal Group this[string name] => this.FirstOrDefault(group => group.Name == name) ?? s_none;

    /// <summary>Whether there is a group of a name.</summary>
    internal bool ContainsKey(string name) => this.Any(group => group.Name == name);

    /// <inheritdoc/>
    protected override Group Outside(int index) => s_none;
}
