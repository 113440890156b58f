  def clone_channels_last(self: __torch__.Operations, x: Tensor, type: int) -> Tensor:
    return torch.clone(torch.to(x, type), memory_format=2)
  def clone_row_major(self: __torch__.Operations, x: Tensor, type: int) -> Tensor:
    return torch.clone(torch.to(x, type), memory_format=0)
  def zeros_like(self: __torch__.Operations, x: Tensor) -> Tensor:
    return torch.zeros_like(x)
  def copy(self: __torch__.Operations, to: Tensor, source: Tensor) -> Tensor:
    return torch.copy_(to, source)
  def pixels(self: __torch__.Operations, nhwc: Tensor, wide: int, type: int) -> Tensor:
    x = torch.to((self).channels_first(nhwc), wide)
    return torch.to(torch.div_(x, 255), type)
  def standardized_pixels(self: __torch__.Operations, nhwc: Tensor, mean: Tensor, std: Tensor, wide: int, type: int) -> Tensor:
    x = torch.to((self).channels_first(nhwc), wide)
    return torch.to(torch.div_(torch.sub_(torch.div_(x, 255), mean), std), type)
  def channels_first(self: __torch__.Operations, nhwc: Tensor) -> Tensor:
    if torch.eq(torch.size(nhwc, 3), 1):
      x = torch.constant_pad_nd(nhwc, [0, 1], 0)
    else:
      x = nhwc
    return torch.permute(x, [0, 3, 1, 2])
  def relu(self: __torch__.Operations, x: Tensor) -> Tensor:
    return torch.relu_(x)
  def add_relu(self: __torch__.Operations, x: Tensor, y: Tensor) -> Tensor:
    return torch.relu_(torch.add_(x, y))
  def relu_backward(self: __torch__.Operations, d: Tensor, y: Tensor) -> Tensor:
    return torch.threshold_backward(d, y, 0, grad_input=d)
  def add(self: __torch__.Operations, x: Tensor, y: Tensor) -> Tensor:
    return torch.add_(x, y)
  def pool(self: __torch__.Operations, x: Tensor) -> Tensor:
    return torch.mean(x, [2, 3])
  def pool_backward(self: __torch__.Operations, d: Tensor, x: Tensor) -> Tensor:
    area = torch.mul(torch.size(x, 2), torch.size(x, 3))
    share = torch.unsqueeze(torch.unsqueeze(torch.div(d, area), 2), 3)
    return torch.clone(torch.expand_as(share, x), memory_format=2)
  def max_pool(self: __torch__.Operations, x: Tensor) -> Tuple[Tensor, Tensor]:
    y, indices, = torch.max_pool2d_with_indices(x, [3, 3], [2, 2], [1, 1], [1, 1], False)
    return (y, indices)
  def max_pool_backward(self: __torch__.Operations, d: Tensor, x: Tensor, indices: Tensor) -> Tensor:
    return torch.max_pool2d_with_indices_backward(d, x, [3, 3], [2, 2], [1, 1], [1, 1], False, indices)
  def statistics(self: __torch__.Operations, x: Tensor, wide: List[int], features: int) -> Tuple[Tensor, Tensor]:
    means, variances, = torch.batch_norm_update_stats(torch.reshape(x, wide), None, None, 0.)
    means0 = torch.view(means, [-1, features])
    mean = torch.mean(means0, [0])
    between = torch.sub(means0, mean)
    variance = torch.add(torch.mean(torch.view(variances, [-1, features]), [0]), torch.mean(torch.mul(between, between), [0]))
    return (mean, variance)
  def norm(self: __torch__.Operations, x: Tensor, scale: Tensor, shift: Tensor, running_mean: Tensor, running_var: Tensor, kept: float, share: float, epsilon: float, order: List[int], wide: List[int]) -> Tuple[Tensor, Tensor, Tensor]:
    features = torch.numel(scale)
    mean, variance, = (self).statistics(torch.permute(torch.type_as(x, scale), order), wide, features)
    y, _0, _1 = torch.native_batch_norm(x, scale, shift, mean, variance, False, 0., epsilon)
    if torch.ne(share, 0.):
      count = torch.div(torch.numel(x), features)
      unbiased = torch.div(torch.mul(share, count), torch.sub(count, 1.))
      _2 = torch.add_(torch.mul_(running_mean, kept), mean, alpha=share)
      _3 = torch.add_(torch.mul_(running_var, kept), variance, alpha=unbiased)
    else:
      pass
    return (y, mean, torch.rsqrt(torch.add(variance, epsilon)))
  def norm_fused(self: __torch__.Operations, x: Tensor, scale: Tensor, shift: Tensor, running_mean: Tensor, running_var: Tensor, kept: float, share: float, epsilon: float) -> Tuple[Tensor, Tensor, Tensor]:
    y, mean, inverse, = torch.native_batch_norm(x, scale, shift, None, None, True, 0., epsilon)
    if torch.ne(share, 0.):
      count = torch.div(torch.numel(x), torch.numel(scale))
      unbiased = torch.div(torch.mul(share, count), torch.sub(count, 1.))
      variance = torch.clamp(torch.sub(torch.reciprocal(torch.mul(inverse, inverse)), epsilon), 0.)
      _0 = torch.add_(torch.mul_(running_mean, kept), mean, alpha=share)
      _1 = torch.add_(torch.mul_(running_var, kept), variance, alpha=unbiased)
    else:
      pass
    return (y, mean, inverse)
  def norm_fused_backward(self: __torch__.Operations, d: Tensor, x: Tensor, mean: Tensor, inverse: Tensor, scale: Tensor, scale_gradient: Tensor, shift_gradient: Tensor) -> Tensor:
    dx, dscale, dshift = torch.native_batch_norm_backward(d, x, scale, None, None, mean, inverse, True, 0., [True, True, True])
    _0 = torch.add_(scale_gradient, dscale)
    _1 = torch.add_(shift_gradient, dshift)
    return dx
  def norm_frozen(self: __torch__.Operations, x: Tensor, scale: Tensor, shift: Tensor, running_mean: Tensor, running_var: Tensor, epsilon: float) -> Tuple[Tensor, Tensor, Tensor]:
    y, _0, _1 = torch.native_batch_norm(x, scale, shift, running_mean, running_var, False, 0., epsilon)
    return (y, running_mean, torch.rsqrt(torch.add(running_var, epsilon)))
  def norm_sums(self: __torch__.Operations, d: Tensor, x: Tensor, mean: Tensor, inverse: Tensor, scale_gradient: Tensor, shift_gradient: Tensor, order: List[int], wide: List[int]) -> Tuple[Tensor, Tensor]:
    features = torch.numel(mean)
    wide_d = torch.reshape(torch.permute(d, order), wide)
    wide_x = torch.reshape(torch.permute(x, order), wide)
    times = [torch.floordiv(torch.size(wide_d, 1), features)]
    _0, dscales, dshifts = torch.native_batch_norm_backward(wide_d, wide_x, None, None, None, torch.repeat(mean, times), torch.repeat(inverse, times), True, 0., [False, True, True])
    dscale = torch.sum(torch.view(dscales, [-1, features]), [0])
    dshift = torch.sum(torch.view(dshifts, [-1, features]), [0])
    _1 = torch.add_(scale_gradient, dscale)
    _2 = torch.add_(shift_gradient, dshift)
    return (dscale, dshift)
  def norm_backward(self: __torch__.Operations, d: Tensor, x: Tensor, mean: Tensor, inverse: Tensor, scale: Tensor, scale_gradient: Tensor, shift_gradient: Tensor, order: List[int], wide: List[int], shape: List[int]) -> Tensor:
    wide_d = torch.type_as(d, scale)
    wide_x = torch.type_as(x, scale)
    dscale, dshift, = (self).norm_sums(wide_d, wide_x, mean, inverse, scale_gradient, shift_gradient, order, wide)
    count = torch.div(torch.numel(d), torch.numel(scale))
    a = torch.mul(scale, inverse)
    b = torch.neg(torch.div(torch.mul(torch.mul(a, inverse), dscale), count))
    c = torch.neg(torch.add(torch.div(torch.mul(a, dshift), count), torch.mul(b, mean)))
    dx = torch.addcmul(torch.view(c, shape), wide_x, torch.view(b, shape))
    return torch.type_as(torch.addcmul_(dx, wide_d, torch.view(a, shape)), x)
  def norm_frozen_backward(self: __torch__.Operations, d: Tensor, x: Tensor, mean: Tensor, inverse: Tensor, scale: Tensor, scale_gradient: Tensor, shift_gradient: Tensor, order: List[int], wide: List[int], shape: List[int]) -> Tensor:
    wide_d = torch.type_as(d, scale)
    _0 = (self).norm_sums(wide_d, torch.type_as(x, scale), mean, inverse, scale_gradient, shift_gradient, order, wide)
    return torch.type_as(torch.mul(wide_d, torch.view(torch.mul(scale, inverse), shape)), x)
  def convolution(self: __torch__.Operations, x: Tensor, weight: Tensor, stride: List[int], padding: List[int]) -> Tensor:
    return torch.conv2d(x, (self).fitting(weight, x), None, stride, padding, [1, 1], 1)
  def fitting(self: __torch__.Operations, weight: Tensor, x: Tensor) -> Tensor:
    like = torch.type_as(weight, x)
    missing = torch.sub(torch.size(x, 1), torch.size(weight, 1))
    if torch.gt(missing, 0):
      wide = torch.constant_pad_nd(like, [0, 0, 0, 0, 0, missing], 0)
    else:
      wide = like
    return wide
  def linear(self: __torch__.Operations, x: Tensor, weight: Tensor) -> Tensor:
    return torch.linear(x, torch.type_as(weight, x))
  def linear_with_bias(self: __torch__.Operations, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return torch.linear(x, torch.type_as(weight, x), torch.type_as(bias, x))
  def convolution_backward(self: __torch__.Operations, d: Tensor, x: Tensor, weight: Tensor, weight_gradient: Tensor, stride: List[int], padding: List[int]) -> Tensor:
    dx, dw, _0 = torch.convolution_backward(d, x, torch.type_as(weight, x), None, stride, padding, [1, 1], False, [0, 0], 1, [True, True, False])
    _1 = torch.add_(weight_gradient, dw)
    return dx
  def convolution_backward_by_tap(self: __torch__.Operations, d: Tensor, x: Tensor, weight: Tensor, weight_gradient: Tensor, stride: List[int], padding: List[int]) -> Tensor:
    dx, _0, _1 = torch.convolution_backward(d, x, torch.type_as(weight, x), None, stride, padding, [1, 1], False, [0, 0], 1, [True, False, False])
    _2 = (self).add_by_tap(d, x, weight_gradient, stride[0], padding[0])
    return dx
  def convolution_backward_last(self: __torch__.Operations, d: Tensor, x: Tensor, weight: Tensor, weight_gradient: Tensor, stride: List[int], padding: List[int]) -> Tensor:
    _0, dw, _1 = torch.convolution_backward(d, x, (self).fitting(weight, x), None, stride, padding, [1, 1], False, [0, 0], 1, [False, True, False])
    return torch.add_(weight_gradient, torch.narrow(dw, 1, 0, torch.size(weight, 1)))
  def first_seen(self: __torch__.Operations, tap: int, stride: int, padding: int) -> int:
    before = torch.sub(padding, tap)
    return ops.prim.max(0, torch.floordiv(torch.sub(torch.add(before, stride), 1), stride))
  def last_seen(self: __torch__.Operations, tap: int, stride: int, padding: int, inside: int, outside: int) -> int:
    end = torch.sub(torch.add(torch.sub(inside, 1), padding), tap)
    return ops.prim.min(torch.sub(outside, 1), torch.floordiv(end, stride))
  def seen(self: __torch__.Operations, x: Tensor, dim: int, first: int, last: int, tap: int, stride: int, padding: int) -> Tensor:
    shift = torch.sub(tap, padding)
    start = torch.add(torch.mul(first, stride), shift)
    end = torch.add(torch.add(torch.mul(last, stride), shift), 1)
    return torch.slice(x, dim, start, end, stride)
  def add_by_tap(self: __torch__.Operations, d: Tensor, x: Tensor, weight_gradient: Tensor, stride: int, padding: int) -> int:
    dn = torch.permute(d, [0, 2, 3, 1])
    xn = torch.permute(x, [0, 2, 3, 1])
    for row in range(torch.size(weight_gradient, 2)):
      top = (self).first_seen(row, stride, padding)
      bottom = (self).last_seen(row, stride, padding, torch.size(xn, 1), torch.size(dn, 1))
      if torch.ge(bottom, top):
        dr = torch.slice(dn, 1, top, torch.add(bottom, 1), 1)
        xr = (self).seen(xn, 1, top, bottom, row, stride, padding)
        for column in range(torch.size(weight_gradient, 3)):
          left = (self).first_seen(column, stride, padding)
          right = (self).last_seen(column, stride, padding, torch.size(xn, 2), torch.size(dn, 2))
          if torch.ge(right, left):
            ds = torch.slice(dr, 2, left, torch.add(right, 1), 1)
            xs = (self).seen(xr, 2, left, right, column, stride, padding)
            dt = torch.t(torch.reshape(ds, [-1, torch.size(d, 1)]))
            product = torch.mm(dt, torch.reshape(xs, [-1, torch.size(x, 1)]))
            tap = torch.select(torch.select(weight_gradient, 3, column), 2, row)
            _0 = torch.add_(tap, product)
          else:
            pass
      else:
        pass
    return 0
  def linear_backward(self: __torch__.Operations, d: Tensor, x: Tensor, weight: Tensor, weight_gradient: Tensor) -> Tensor:
    _0 = torch.add_(weight_gradient, torch.mm(torch.t(d), x))
    return torch.mm(d, torch.type_as(weight, d))
  def bias_backward(self: __torch__.Operations, d: Tensor, bias_gradient: Tensor) -> Tensor:
    return torch.add_(bias_gradient, torch.sum(torch.type_as(d, bias_gradient), [0]))
  def put_rows(self: __torch__.Operations, to: Tensor, at: int, source: Tensor, first: int, count: int) -> Tensor:
    return torch.copy_(torch.narrow(to, 0, at, count), torch.narrow(source, 0, first, count))
  def rows(self: __torch__.Operations, x: Tensor, firsts: List[int], counts: List[int], like: Tensor) -> Tensor:
    parts = annotate(List[Tensor], [])
    for i in range(torch.len(firsts)):
      _0 = torch.append(parts, torch.narrow(x, 0, firsts[i], counts[i]))
    return torch.to(torch.cat(parts), like)
  def copy_all(self: __torch__.Operations, to: List[Tensor], source: List[Tensor]) -> int:
    for i in range(torch.len(to)):
      _0 = torch.copy_(to[i], source[i])
    return 0
  def move_sum(self: __torch__.Operations, to: List[Tensor], source: List[Tensor]) -> int:
    for i in range(torch.len(to)):
      _0 = torch.add_(to[i], torch.to(source[i], to[i]))
    torch._foreach_zero_(source)
    return 0
  def zero_all(self: __torch__.Operations, x: List[Tensor]) -> int:
    torch._foreach_zero_(x)
    return 0
  def deviation(self: __torch__.Operations, z: Tensor) -> Tensor:
    u = torch.div(z, torch.clamp(torch.linalg_vector_norm(z, 2, [1], True), 9.9999999999999998e-13))
    return torch.to(torch.mean(torch.std(u, [0], False)), 7)
  def nt_xent(self: __torch__.Operations, z: Tensor, temperature: float) -> Tuple[Tensor, Tensor, Tensor]:
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
    return (torch.to(torch.mean(anchors), 7), anchors, gradient)
  def momentum(self: __torch__.Operations, weights: List[Tensor], gradients: List[Tensor], velocities: List[Tensor], rate: float, momentum: float, rate_inside: int, nesterov: int) -> int:
    torch._foreach_mul_(velocities, momentum)
    if torch.eq(rate_inside, 1):
      torch._foreach_add_(velocities, gradients, alpha=rate)
      moved = 1.
    else:
      torch._foreach_add_(velocities, gradients)
      moved = rate
    if torch.eq(nesterov, 1):
      torch._foreach_add_(weights, velocities, alpha=torch.neg(torch.mul(moved, momentum)))
      torch._foreach_add_(weights, gradients, alpha=torch.neg(rate))
    else:
      torch._foreach_add_(weights, velocities, alpha=torch.neg(moved))
    torch._foreach_zero_(gradients)
    return 0
  def sgd(self: __torch__.Operations, weights: List[Tensor], gradients: List[Tensor], velocities: List[Tensor], rate: float, decay: float, momentum: float, rate_inside: int, nesterov: int) -> int:
    if torch.ne(decay, 0.):
      torch._foreach_add_(gradients, weights, alpha=decay)
    else:
      pass
    return (self).momentum(weights, gradients, velocities, rate, momentum, rate_inside, nesterov)
  def lars(self: __torch__.Operations, weights: List[Tensor], gradients: List[Tensor], velocities: List[Tensor], rate: float, decay: float, momentum: float, rate_inside: int, nesterov: int, decay_inside: int, coefficient: float, epsilon: float, clip: int) -> int:
    lengths = torch.stack(torch._foreach_norm(weights, 2))
    if torch.eq(decay_inside, 1):
      torch._foreach_add_(gradients, weights, alpha=decay)
      slopes = torch.stack(torch._foreach_norm(gradients, 2))
      divisors = slopes
    else:
      slopes = torch.stack(torch._foreach_norm(gradients, 2))
      divisors = torch.add(torch.add(slopes, lengths, alpha=decay), epsilon)
      torch._foreach_add_(gradients, weights, alpha=decay)
    trusts = torch.mul(torch.div(lengths, divisors), coefficient)
    if torch.eq(clip, 1):
      bounded = torch.clamp(torch.div(trusts, rate), None, 1.)
    else:
      bounded = trusts
    sloped = torch.gt(slopes, 0)
    live = torch.logical_and(torch.gt(lengths, 0), sloped)
    factors = torch.where(live, bounded, torch.to(sloped, bounded))
    torch._foreach_mul_(gradients, torch.unbind(factors))
    return (self).momentum(weights, gradients, velocities, rate, momentum, rate_inside, nesterov)
  def adam(self: __torch__.Operations, weights: List[Tensor], gradients: List[Tensor], means: List[Tensor], variances: List[Tensor], rate: float, decay: float, decoupled: int, beta1: float, beta2: float, epsilon: float, mean_share: float, variance_share: float) -> int:
    if torch.eq(decoupled, 1):
      torch._foreach_mul_(weights, torch.sub(1., torch.mul(rate, decay)))
    else:
      torch._foreach_add_(gradients, weights, alpha=decay)
    torch._foreach_mul_(means, beta1)
    torch._foreach_add_(means, gradients, alpha=torch.sub(1., beta1))
    torch._foreach_mul_(variances, beta2)
    torch._foreach_addcmul_(variances, gradients, gradients, torch.sub(1., beta2))
    deviations = torch._foreach_sqrt(variances)
    torch._foreach_div_(deviations, torch.sqrt(variance_share))
    torch._foreach_add_(deviations, epsilon)
    torch._foreach_addcdiv_(weights, means, deviations, torch.neg(torch.div(rate, mean_share)))
    torch._foreach_zero_(gradients)
    return 0
  def global_norm(self: __torch__.Operations, tensors: List[Tensor]) -> Tensor:
    norms = torch.to(torch.stack(torch._foreach_norm(tensors, 2)), 7)
    return torch.linalg_vector_norm(norms, 2)
  def scale_all(self: __torch__.Operations, tensors: List[Tensor], factor: float) -> int:
    torch._foreach_mul_(tensors, factor)
    return 0
  def bound_all(self: __torch__.Operations, tensors: List[Tensor], bound: float) -> int:
    torch._foreach_clamp_max_(tensors, bound)
    torch._foreach_clamp_min_(tensors, torch.neg(bound))
    return 0
  def scale(self: __torch__.Operations, x: Tensor, factor: float) -> Tensor:
    return torch.mul_(x, factor)
  def unit_rows(self: __torch__.Operations, z: Tensor) -> Tuple[Tensor, Tensor]:
    norms = torch.linalg_vector_norm(z, 2, [1], True)
    return (torch.div(z, torch.clamp(norms, 9.9999999999999998e-13)), norms)
  def unit_rows_backward(self: __torch__.Operations, d: Tensor, u: Tensor, norms: Tensor) -> Tensor:
    along = torch.sum(torch.mul(d, u), [1], True)
    dz = torch.div(torch.sub(d, torch.mul(u, along)), torch.clamp(norms, 9.9999999999999998e-13))
    return torch.where(torch.gt(norms, 9.9999999999999998e-13), dz, torch.zeros_like(dz))
  def pair_diagonals(self: __torch__.Operations, s: Tensor) -> Tuple[Tensor, Tensor]:
    pairs = torch.floordiv(torch.size(s, 0), 2)
    return (torch.diagonal(s, pairs, 0, 1), torch.diagonal(s, torch.neg(pairs), 0, 1))
  def decoupled(self: __torch__.Operations, z: Tensor, temperature: float, sigma: float) -> Tuple[Tensor, Tensor, Tensor]:
    rows = torch.size(z, 0)
    pairs = torch.floordiv(rows, 2)
    u, norms, = (self).unit_rows(z)
    s = torch.div(torch.mm(u, torch.t(u)), temperature)
    first, second, = (self).pair_diagonals(s)
    positives = torch.cat([first, second])
    if torch.gt(sigma, 0.):
      nearness = torch.softmax(torch.mul(first, torch.div(temperature, sigma)), 0)
      weight = torch.sub(2, torch.mul(nearness, pairs))
    else:
      weight = torch.ones_like(first)
    _0 = torch.fill_diagonal_(s, -inf)
    _1 = torch.fill_(first, -inf)
    _2 = torch.fill_(second, -inf)
    sums = torch.logsumexp(s, [1], True)
    anchors = torch.sub(torch.squeeze(sums, 1), torch.mul(torch.cat([weight, weight]), positives))
    p = torch.exp_(torch.sub_(s, sums))
    first_p, second_p, = (self).pair_diagonals(p)
    _3 = torch.sub_(first_p, weight)
    _4 = torch.sub_(second_p, weight)
    du = torch.div(torch.mm(torch.add(p, torch.t(p)), u), torch.mul(temperature, rows))
    return (torch.to(torch.mean(anchors), 7), anchors, (self).unit_rows_backward(du, u, norms))
  def no_loss(self: __torch__.Operations, z: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    gradient = torch.zeros_like(z)
    anchors = torch.sum(gradient, [1])
    return (torch.to(torch.sum(anchors), 7), anchors, gradient)
  def supervised(self: __torch__.Operations, z: Tensor, labels: Tensor, temperature: float) -> Tuple[Tensor, Tensor, Tensor]:
    rows = torch.size(z, 0)
    u, norms, = (self).unit_rows(z)
    s = torch.div(torch.mm(u, torch.t(u)), temperature)
    each = torch.unsqueeze(torch.cat([labels, labels]), 1)
    alike = torch.logical_and(torch.eq(each, torch.t(each)), torch.ge(each, 0))
    positives = torch.fill_diagonal_(torch.to(alike, s), 0)
    first, second, = (self).pair_diagonals(positives)
    _0 = torch.fill_(first, 1)
    _1 = torch.fill_(second, 1)
    shares = torch.div(positives, torch.sum(positives, [1], True))
    near = torch.sum(torch.mul(shares, s), [1])
    _2 = torch.fill_diagonal_(s, -inf)
    sums = torch.logsumexp(s, [1], True)
    anchors = torch.sub(torch.squeeze(sums, 1), near)
    p = torch.sub(torch.exp(torch.sub(s, sums)), shares)
    du = torch.div(torch.mm(torch.add(p, torch.t(p)), u), torch.mul(temperature, rows))
    return (torch.to(torch.mean(anchors), 7), anchors, (self).unit_rows_backward(du, u, norms))
  def contrastive_accuracy(self: __torch__.Operations, z: Tensor) -> Tensor:
    u, _0, = (self).unit_rows(z)
    s = torch.mm(u, torch.t(u))
    first, second, = (self).pair_diagonals(s)
    positives = torch.unsqueeze(torch.cat([first, second]), 1)
    _1 = torch.fill_diagonal_(s, -inf)
    _2 = torch.fill_(first, -inf)
    _3 = torch.fill_(second, -inf)
    ahead = torch.sum(torch.ge(s, positives), [1])
    known = torch.squeeze(torch.eq(positives, positives), 1)
    top1 = torch.mean(torch.to(torch.logical_and(known, torch.lt(ahead, 1)), 7))
    return torch.stack([top1, torch.mean(torch.to(torch.logical_and(known, torch.lt(ahead, 5)), 7))])
