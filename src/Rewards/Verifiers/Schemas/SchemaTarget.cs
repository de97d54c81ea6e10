using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Verifiers.Schemas;

/// <summary>Where a reference leads.</summary>
/// <param name="Schema">The schema.</param>
/// <param name="Resource">The resource that it is part of.</param>
/// <param name="DynamicName">The dynamic anchor that the outermost resource of the same name overrides; null for a plain target.</param>
internal sealed record SchemaTarget(Literal Schema, SchemaResource Resource, string? DynamicName);
