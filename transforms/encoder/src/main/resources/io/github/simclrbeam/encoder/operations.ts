  def forward(self: __torch__.Operations, x: Tensor) -> Tensor:
    return x
  def clone_channels_last(self: __torch__.Operations, x: Tensor) -> Tensor:
    return torch.clone(x, memory_format=2)
  def clone_row_major(self: __torch__.Operations, x: Tensor) -> Tensor:
    return torch.clone(x, memory_format=0)
  def zeros_like(self: __torch__.Operations, x: Tensor) -> Tensor:
    return torch.zeros_like(x)
  def row_major(self: __torch__.Operations, x: Tensor) -> Tensor:
    return torch.contiguous(x, memory_format=0)
  def copy(self: __torch__.Operations, to: Tensor, source: Tensor) -> int:
    _0 = torch.copy_(to, source)
    return 0
  def pixels(self: __torch__.Operations, nhwc: Tensor) -> Tensor:
    x = torch.to(torch.permute(nhwc, [0, 3, 1, 2]), 6)
    return torch.div_(x, 255)
  def standardized_pixels(self: __torch__.Operations, nhwc: Tensor, mean: Tensor, std: Tensor) -> Tensor:
    x = torch.to(torch.permute(nhwc, [0, 3, 1, 2]), 6)
    return torch.div_(torch.sub_(torch.div_(x, 255), mean), std)
  def relu(self: __torch__.Operations, x: Tensor) -> Tensor:
    return torch.relu_(x)
  def add_relu(self: __torch__.Operations, x: Tensor, y: Tensor) -> Tensor:
    return torch.relu_(torch.add_(x, y))
  def pool(self: __torch__.Operations, x: Tensor) -> Tensor:
    return torch.mean(x, [2, 3])
  def nt_xent(self: __torch__.Operations, z: Tensor, temperature: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    rows = torch.size(z, 0)
    pairs = torch.floordiv(rows, 2)
    norms = torch.linalg_vector_norm(z, 2, [1], True)
    lengths = torch.clamp(norms, 9.9999999999999998e-13)
    u = torch.div(z, lengths)
    s = torch.div(torch.mm(u, torch.t(u)), temperature)
    _0 = torch.fill_diagonal_(s, -inf)
    sums = torch.logsumexp(s, [1], True)
    positives = torch.cat([torch.diagonal(s, pairs, 0, 1), torch.diagonal(s, torch.neg(pairs), 0, 1)])
    anchors = torch.sub(torch.squeeze(sums, 1), positives)
    p = torch.exp_(torch.sub_(s, sums))
    _1 = torch.sub_(torch.diagonal(p, pairs, 0, 1), 1)
    _2 = torch.sub_(torch.diagonal(p, torch.neg(pairs), 0, 1), 1)
    du = torch.div(torch.mm(torch.add(p, torch.t(p)), u), torch.mul(temperature, rows))
    along = torch.sum(torch.mul(du, u), [1], True)
    dz = torch.div(torch.sub(du, torch.mul(u, along)), lengths)
    gradient = torch.where(torch.gt(norms, 9.9999999999999998e-13), dz, torch.zeros_like(dz))
    return (torch.mean(anchors), anchors, gradient)
  def sgd(self: __torch__.Operations, weights: List[Tensor], gradients: List[Tensor], velocities: List[Tensor], rate: float, momentum: float, decay: float) -> int:
    if torch.ne(decay, 0.):
      torch._foreach_add_(gradients, weights, alpha=decay)
    else:
      pass
    torch._foreach_mul_(velocities, momentum)
    torch._foreach_add_(velocities, gradients)
    torch._foreach_add_(weights, velocities, alpha=torch.neg(rate))
    torch._foreach_zero_(gradients)
    return 0
